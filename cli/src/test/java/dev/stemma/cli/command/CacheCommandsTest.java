package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheCommandsTest {
    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;
    private Path work;
    private byte[] bytes = new byte[0];

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder).on(registry).variable("STEMMA_CACHE_SIZE", "1GB");
        bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Files.write(work.resolve("model.onnx"), bytes);
        assertEquals(0, cli.run("push", "model.onnx", "acme/m").exit());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Json.Obj json(String... words) {
        return JsonReader.parseObject(cli.run(words).out().getBytes(StandardCharsets.UTF_8));
    }

    private long downloads() {
        return registry.requests.stream()
                .filter(line -> line.contains("/files/model"))
                .count();
    }

    private Path entry() throws IOException {
        try (var all = Files.walk(folder.resolve(".cache/stemma/files/files"))) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void whatWasPushedOrPulledDoesNotTravelAgain() throws IOException {
        Cli.Result pull = cli.run("pull", "acme/m:v1", "-o", "out");
        assertEquals(0, pull.exit(), pull.err());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.onnx")));
        assertEquals(0, downloads());
    }

    @Test
    void aDamagedEntryIsDroppedAndTheFileComesFromTheRegistry() throws IOException {
        byte[] wrong = bytes.clone();
        wrong[1000] ^= 1;
        Files.write(entry(), wrong);
        Cli.Result pull = cli.run("pull", "acme/m:v1", "-o", "out");
        assertEquals(0, pull.exit(), pull.err());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.onnx")));
        assertEquals(1, downloads());
    }

    @Test
    void aCacheThatIsOffOrCannotBeWrittenChangesNothing() throws IOException {
        cli.variable("STEMMA_CACHE_SIZE", "0");
        assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "off").exit());
        Path file = Files.writeString(folder.resolve("a-file"), "");
        cli.variable("STEMMA_CACHE_SIZE", "1GB")
                .variable("STEMMA_CACHE_DIR", file.resolve("x").toString());
        Cli.Result pull = cli.run("pull", "acme/m:v1", "-o", "unwritable");
        assertEquals(0, pull.exit(), pull.err());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("unwritable/model.onnx")));
        assertEquals(2, downloads());
    }

    @Test
    void aPushOfWhatTheNameHasTakesOneRequestAndNoPayload() throws IOException {
        registry.requests.clear();
        Json.Obj again = json("push", "model.onnx", "acme/m", "--json");
        assertEquals(0, again.object("transfer").integer("sent"));
        assertEquals("v1", again.text("version"));
        assertEquals(java.util.List.of("POST /api/v1/models/acme/m/versions"), registry.requests);
    }

    @Test
    void aChangedFileOfTheSameSizeIsPushedAsAnyOther() throws IOException {
        bytes[7] ^= 1;
        Files.write(work.resolve("model.onnx"), bytes);
        assertEquals("v2", json("push", "model.onnx", "acme/m", "--json").text("version"));
        Files.writeString(work.resolve("small.txt"), "too small to be kept");
        assertEquals(
                "v3",
                json("push", "model.onnx", "small.txt", "acme/m", "--json").text("version"));
        assertEquals(
                "v3",
                json("push", "model.onnx", "small.txt", "acme/m", "--json").text("version"));
    }

    @Test
    void infoVerifyAndPruneSayWhatThereIs() throws IOException {
        assertEquals(1, json("cache", "info", "--json").integer("files"));
        assertEquals(300_000, json("cache", "info", "--json").integer("sizeBytes"));
        assertEquals(0, cli.run("cache", "verify").exit());
        Files.writeString(entry(), "rotten");
        Cli.Result verify = cli.run("cache", "verify");
        assertEquals(7, verify.exit());
        assertTrue(verify.out().startsWith("removed, damaged: sha256:"), verify.out());
        cli.run("pull", "acme/m:v1", "-o", "again");
        assertEquals(0, json("cache", "prune", "--older", "1d", "--json").integer("removedFiles"));
        assertEquals(0, json("cache", "prune", "--to", "1MB", "--json").integer("removedFiles"));
        assertEquals(300_000, json("cache", "prune", "--all", "--json").integer("removedBytes"));
        assertEquals(0, json("cache", "info", "--json").integer("files"));
        assertEquals(2, cli.run("cache", "prune", "--all", "--older", "1d").exit());
        assertEquals(2, cli.run("cache", "prune", "--to", "much").exit());
    }
}
