package dev.stemma.cli.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.ref.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureTest {
    private static final Path EXAMPLES = Path.of("../docs/api/examples");

    @TempDir
    Path folder;

    private final Resolver resolver =
            (typed, kind) -> new Resolver.Resolved(kind, Name.parse("acme/reviews"), "v12", Digest.of(new byte[] {1}));

    private Captured capture(Map<String, String> data, CaptureRequest.Values values) {
        return Capture.run(
                new CaptureRequest(
                        folder,
                        Optional.empty(),
                        List.of(),
                        "auto",
                        false,
                        data,
                        Optional.empty(),
                        values,
                        4_000_000_000_000L),
                resolver);
    }

    private static CaptureRequest.Values none() {
        return new CaptureRequest.Values(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private static Json.Obj example(String name) throws IOException {
        return JsonReader.parseObject(Files.readAllBytes(EXAMPLES.resolve(name)));
    }

    private static void assertSameShape(Json.Obj example, Json.Obj captured) {
        assertTrue(
                example.members().keySet().containsAll(captured.members().keySet()),
                () -> captured + " has members that the contract does not know");
        captured.members().forEach((key, value) -> assertEquals(example.get(key).getClass(), value.getClass(), key));
    }

    @Test
    void nothingFoundIsFiveGapsEachWithItsRemedy() {
        Captured captured = capture(Map.of(), none());
        assertEquals(
                List.of("code", "data", "environment", "params", "metrics"),
                captured.gaps().stream().map(Captured.Gap::fact).toList());
        assertEquals(0, captured.complete());
        assertEquals("{}", JsonWriter.compact(captured.manifestMembers()));
    }

    @Test
    void documentsHaveTheShapeOfTheContract() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/a"), "a");
        Files.writeString(folder.resolve("uv.lock"), "[[package]]\nname = \"torch\"\nversion = \"2.5.1\"\n");
        Files.writeString(folder.resolve("params.yaml"), "lr: 3e-5\noptimizer: {name: adamw}\namp: true\n");
        Files.writeString(folder.resolve("metrics.json"), "{\"sts\":{\"spearman\":0.82},\"note\":\"x\"}");
        Captured captured = capture(
                Map.of("train", "data", "reviews", "dataset:acme/reviews:v12", "clicks", "s3://u:p@lake/clicks/"),
                none());

        assertEquals(4, captured.complete());
        assertSameShape(
                example("lineage-data-external.json"), captured.data().get(0).document());
        assertEquals("s3://lake/clicks/", captured.data().get(0).document().text("url"));
        assertSameShape(
                example("lineage-data-reference.json"), captured.data().get(1).document());
        assertSameShape(example("lineage-data.json"), captured.data().get(2).document());
        assertSameShape(
                example("lineage-environment.json"),
                captured.environment().orElseThrow().document());
        assertSameShape(
                example("lineage-environment.json").object("lock"),
                captured.environment().orElseThrow().document().object("lock"));
        Json.Obj run = captured.run().orElseThrow().document();
        assertSameShape(example("lineage-run.json"), run);
        assertEquals(
                "{\"lr\":0.00003,\"optimizer.name\":\"adamw\",\"amp\":true}", JsonWriter.compact(run.object("params")));
        assertEquals("{\"sts.spearman\":0.82}", JsonWriter.compact(run.object("metrics")));
    }

    @Test
    void codeWithoutGitIsATree() throws IOException {
        Files.createDirectories(folder.resolve("src"));
        Files.writeString(folder.resolve("src/a.py"), "a");
        Captured captured = Capture.run(
                new CaptureRequest(
                        folder, Optional.empty(), List.of(), "src", false, Map.of(), Optional.empty(), none(), 0),
                resolver);
        Json.Obj code = captured.code().orElseThrow().document();
        assertSameShape(example("lineage-code-tree.json"), code);
        String line =
                Digest.of("a".getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex() + "  1  a.py\n";
        assertEquals(
                Digest.of(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString(),
                code.object("tree").text("sha256"));
    }

    @Test
    void aChangedFileIsSeenThroughTheCacheOfDigests() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Path file = Files.writeString(folder.resolve("data/a"), "a");
        String first = capture(Map.of("d", "data"), none())
                .data()
                .getFirst()
                .document()
                .text("tree");
        assertTrue(Files.exists(folder.resolve(".stemma/stat.json")));
        assertEquals(
                first,
                capture(Map.of("d", "data"), none())
                        .data()
                        .getFirst()
                        .document()
                        .text("tree"));
        Files.writeString(file, "b");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        assertNotEquals(
                first,
                capture(Map.of("d", "data"), none())
                        .data()
                        .getFirst()
                        .document()
                        .text("tree"));
    }

    @Test
    void theSameFactsGiveTheSameDocument() throws IOException {
        Files.writeString(folder.resolve("requirements.txt"), "torch==2.5.1\n");
        CaptureRequest.Values values = new CaptureRequest.Values(
                List.of("seed=42", "name=x"), List.of("f1=0.91"), Optional.empty(), Optional.empty());
        assertEquals(
                JsonWriter.compact(capture(Map.of(), values).manifestMembers()),
                JsonWriter.compact(capture(Map.of(), values).manifestMembers()));
    }

    @Test
    void whatWasNamedAndIsNotThereIsAnError() {
        assertThrows(CliException.class, () -> capture(Map.of("d", "nowhere"), none()));
        assertThrows(
                CliException.class,
                () -> capture(
                        Map.of(),
                        new CaptureRequest.Values(List.of("novalue"), List.of(), Optional.empty(), Optional.empty())));
    }

    @Test
    void typedValuesKeepTheirType() {
        assertEquals(
                "[true,3,0.5,-1E-3,\"007\",\"adamw\",\"NaN\"]",
                JsonWriter.compact(Json.of(List.of(
                                Flattened.typed("true"),
                                Flattened.typed("3"),
                                Flattened.typed("0.5"),
                                Flattened.typed("-1e-3"),
                                Flattened.typed("007"),
                                Flattened.typed("adamw"),
                                Flattened.typed("NaN"))))
                        .replace("-0.001", "-1E-3"));
    }
}
