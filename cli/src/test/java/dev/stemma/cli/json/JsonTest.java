package dev.stemma.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class JsonTest {
    private static Json parse(String text) {
        return JsonReader.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyExampleOfTheContractIsReadAndWrittenBackEqual() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("../docs/api/examples"))) {
            List<Path> json =
                    examples.filter(path -> path.toString().endsWith(".json")).toList();
            assertTrue(json.size() > 30);
            for (Path example : json) {
                Json value = JsonReader.parse(Files.readAllBytes(example));
                assertEquals(value, parse(JsonWriter.compact(value)), example.toString());
                assertEquals(value, parse(JsonWriter.pretty(value)), example.toString());
            }
        }
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String text : new String[] {
            "",
            "{",
            "[1,]",
            "{\"a\":1,\"a\":2}",
            "1 2",
            "nul",
            "[".repeat(65) + "]".repeat(65),
            "\"\u0001\"",
            "9".repeat(500)
        }) {
            assertThrows(JsonException.class, () -> parse(text), text);
        }
    }

    @Test
    void numbersKeepTheirDigitsAndHugeExponentsCostNothing() {
        assertEquals("{\"a\":0.1000,\"b\":0.00003}", JsonWriter.compact(parse("{\"a\":0.1000,\"b\":3e-05}")));
        Json.Obj huge = JsonReader.parseObject("{\"n\":1e99999999,\"d\":1.5}".getBytes(StandardCharsets.UTF_8));
        assertThrows(JsonException.class, () -> huge.integer("n"));
        assertThrows(JsonException.class, () -> huge.integer("d"));
    }

    @Test
    void controlCharactersNeverReachATerminal() {
        String text = JsonWriter.compact(Json.of("\u001b[2J\u009b\u007f\u202e\u2028\"\\\n"));
        assertEquals("\"\\u001b[2J\\u009b\\u007f\\u202e\\u2028\\\"\\\\\\n\"", text);
    }

    @Test
    void accessorsNameTheMemberThatIsWrong() {
        Json.Obj object = JsonReader.parseObject("{\"a\":1,\"b\":null}".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "\"a\" is not a string",
                assertThrows(JsonException.class, () -> object.text("a")).getMessage());
        assertEquals(
                "\"b\" is missing",
                assertThrows(JsonException.class, () -> object.text("b")).getMessage());
        assertThrows(JsonException.class, () -> object.array("a"));
        assertThrows(JsonException.class, () -> object.object("a"));
        assertThrows(JsonException.class, () -> object.flag("a"));
    }
}
