package dev.stemma.registry.flow.push;

import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.model.ErrorCode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code stemma.run/v1}: its id and metrics, and that its params are flat. Keys it does not need are passed over.
 */
final class RunDocument {

    private static final String WHAT = "the run document";
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_KEY = 256;

    private @Nullable String schema;
    private @Nullable String id;
    private int params;
    private final SortedMap<String, Double> metrics = new TreeMap<>();

    private RunDocument() {}

    static RunDocument read(String text) {
        RunDocument document = new RunDocument();
        JsonCursor.read(text, ErrorCode.LINEAGE_INVALID, WHAT, document::field);
        if (!"stemma.run/v1".equals(document.schema)) {
            throw Documents.invalid(WHAT, "needs \"schema\": \"stemma.run/v1\"");
        }
        return document;
    }

    String label() {
        return id == null ? "run" : "run " + id;
    }

    SortedMap<String, Double> metrics() {
        return metrics;
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "schema" -> schema = json.string(64);
            case "id" -> id = json.string(128);
            case "params" -> json.object(this::param);
            case "metrics" -> json.object(this::metric);
            default -> json.skip();
        }
    }

    private void param(JsonCursor json, String key) {
        checkKey(json, key, ++params);
        json.scalar("params are flat: write nested ones with dotted names");
    }

    private void metric(JsonCursor json, String key) {
        checkKey(json, key, metrics.size() + 1);
        metrics.put(key, json.finite());
    }

    private static void checkKey(JsonCursor json, String key, int count) {
        if (!key.codePoints().allMatch(FreeText::printable)) {
            throw json.invalid("a name has control characters");
        }
        if (key.isEmpty() || key.length() > MAX_KEY || count > MAX_ENTRIES) {
            throw json.invalid(
                    "at most " + MAX_ENTRIES + " params or metrics, with names of 1 to " + MAX_KEY + " characters");
        }
    }
}
