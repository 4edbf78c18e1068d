package dev.stemma.registry.inbound.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Whether an answer has the keys and types of its example. What is a map, or a document of its own, is not looked into. */
final class Shapes {

    private static final Set<String> FREE = Set.of(
            "aliases",
            "metrics",
            "params",
            "roles",
            "detail",
            "opsets",
            "report",
            "code",
            "data",
            "environment",
            "run");

    private Shapes() {}

    static void assertLike(JsonNode example, JsonNode answer) {
        compare("$", example, answer);
    }

    private static void compare(String path, JsonNode example, JsonNode answer) {
        if (example.isNull() || answer.isNull()) {
            return;
        }
        assertEquals(type(example), type(answer), path);
        if (example.isObject() && !free(path)) {
            assertEquals(keys(example), keys(answer), path);
            example.fieldNames().forEachRemaining(key -> compare(path + "." + key, example.get(key), answer.get(key)));
        } else if (example.isArray() && !example.isEmpty() && !answer.isEmpty()) {
            compare(path + "[]", example.get(0), answer.get(0));
        }
    }

    private static boolean free(String path) {
        return FREE.contains(path.substring(path.lastIndexOf('.') + 1).replace("[]", ""));
    }

    private static String type(JsonNode node) {
        return node.getNodeType().name();
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        assertTrue(node.isObject());
        return keys;
    }
}
