package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushPullTest {
    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;
    private Path work;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder).on(registry);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private byte[] model(String name, int size, long seed) throws IOException {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        Files.write(work.resolve(name), bytes);
        return bytes;
    }

    @Test
    void pushPrintsOneReferenceAndPullBringsTheSameBytes() throws IOException {
        byte[] bytes = model("model.onnx", 40_000_000, 1);

        Cli.Result push = cli.run("push", "model.onnx", "acme/m", "-m", "first");
        assertEquals(0, push.exit(), push.err());
        assertEquals("acme/m:v1\n", push.out());

        Cli.Result pull = cli.run("pull", "acme/m", "-o", "out");
        assertEquals(0, pull.exit(), pull.err());
        assertEquals("out/model.onnx\n", pull.out());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.onnx")));
        assertTrue(
                pull.err().contains("acme/m@latest -> :v1 (sha256:")
                        || pull.err().contains("acme/m@latest → :v1 (sha256:"),
                pull.err());
        try (var left = Files.list(work.resolve("out"))) {
            assertEquals(
                    List.of(".stemma", "model.onnx"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void pushOfTheSameContentMakesNoNewVersionAndSendsNoChunk() throws IOException {
        model("model.onnx", 9_000_000, 2);
        cli.run("push", "model.onnx", "acme/m");
        registry.requests.clear();

        Cli.Result again = cli.run("push", "model.onnx", "acme/m", "--json");

        assertEquals(0, again.exit(), again.err());
        Json.Obj document = JsonReader.parseObject(again.out().getBytes(StandardCharsets.UTF_8));
        assertEquals("stemma.push/v1", document.text("schema"));
        assertFalse(document.flag("created"));
        assertEquals(0, document.object("transfer").integer("sent"));
        assertEquals(9_000_000, document.object("transfer").integer("reused"));
        assertTrue(registry.requests.stream().noneMatch(line -> line.contains("/packs/")), registry.requests::toString);
    }

    @Test
    void manifestIsCanonicalAndItsDigestIsTheVersion() throws IOException {
        byte[] bytes = model("model.onnx", 1000, 3);
        cli.run("push", "model.onnx", "acme/m", "--code", "none");

        FakeRegistry.Stored stored = registry.versions("acme/m").getFirst();
        assertEquals(
                "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"model\",\"files\":[{\"path\":\"model.onnx\",\"sizeBytes\":1000,\"sha256\":\""
                        + Digest.of(bytes) + "\",\"mediaType\":\"application/onnx\"}]}",
                new String(stored.manifest(), StandardCharsets.UTF_8));
    }

    @Test
    void manySmallFilesAndAnEmptyOneTravelInFewPacks() throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree/sub"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(tree.resolve("f" + i + ".txt"), "file " + i);
        }
        Files.createFile(work.resolve("tree/empty.txt"));
        Cli.Result push = cli.run("push", "tree", "acme/m");
        assertEquals(0, push.exit(), push.err());
        assertEquals(
                1,
                registry.requests.stream()
                        .filter(line -> line.contains("/packs/"))
                        .count());

        assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "out").exit());
        assertEquals("file 299", Files.readString(work.resolve("out/sub/f299.txt")));
        assertEquals(0, Files.size(work.resolve("out/empty.txt")));
    }

    @Test
    void aCutPushContinuesWithWhatIsMissing() throws IOException {
        model("model.onnx", 50_000_000, 4);
        AtomicInteger packs = new AtomicInteger();
        registry.fault(exchange -> {
            boolean pack = exchange.getRequestURI().getPath().contains("/packs/");
            if (pack && packs.incrementAndGet() > 1) {
                FakeRegistry.problem(exchange, 401, "UNAUTHENTICATED", "revoked meanwhile");
                return true;
            }
            return false;
        });
        Cli.Result cut = cli.run("push", "model.onnx", "acme/m", "--jobs", "1");
        assertEquals(4, cut.exit(), cut.err());
        assertTrue(registry.versions("acme/m").isEmpty());
        registry.heal();

        Cli.Result again = cli.run("push", "model.onnx", "acme/m", "--json");
        assertEquals(0, again.exit(), again.err());
        Json.Obj transfer = JsonReader.parseObject(again.out().getBytes(StandardCharsets.UTF_8))
                .object("transfer");
        long reused = transfer.integer("reused");
        assertTrue(reused > 15 << 20 && reused <= 16 << 20, "one window, to the last chunk that fits: " + reused);
        assertEquals(50_000_000 - reused, transfer.integer("sent"));
    }

    @Test
    void busyServerIsAskedAgainWithGrowingPausesAndOneKey() throws IOException {
        model("model.onnx", 10, 5);
        AtomicInteger refused = new AtomicInteger();
        registry.fault(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/commit") && refused.getAndIncrement() < 2) {
                registry.idempotencyKeys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                FakeRegistry.problem(exchange, 503, "DATABASE_UNAVAILABLE", "later");
                return true;
            }
            return false;
        });
        Cli.Result push = cli.run("push", "model.onnx", "acme/m");
        assertEquals(0, push.exit(), push.err());
        assertEquals(2, cli.pauses.size());
        assertTrue(cli.pauses.get(1).compareTo(cli.pauses.get(0)) >= 0);
        List<String> commits =
                registry.idempotencyKeys.subList(registry.idempotencyKeys.size() - 3, registry.idempotencyKeys.size());
        assertEquals(1, commits.stream().distinct().count(), commits::toString);
    }

    @Test
    void pullContinuesAfterACutAndAskesOnlyForTheRest() throws IOException {
        byte[] bytes = model("model.onnx", 5_000_000, 6);
        cli.run("push", "model.onnx", "acme/m");
        AtomicInteger tries = new AtomicInteger();
        registry.fault(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/files/model.onnx") && tries.getAndIncrement() == 0) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, 3_000_000);
                exchange.getResponseBody().flush();
                throw new IOException("cut");
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range != null) {
                registry.requests.add("RANGE " + range);
            }
            return false;
        });
        Cli.Result pull = cli.run("pull", "acme/m:v1", "-o", "out");
        assertEquals(0, pull.exit(), pull.err());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.onnx")));
        assertTrue(
                registry.requests.stream().anyMatch(line -> line.matches("RANGE bytes=[1-9][0-9]*-")),
                registry.requests::toString);
    }

    @Test
    void anotherPullContinuesWhatAnEarlierRunLeft() throws IOException {
        byte[] bytes = model("model.onnx", 5_000_000, 7);
        cli.run("push", "model.onnx", "acme/m");
        registry.fault(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/files/model.onnx")) {
                String range = exchange.getRequestHeaders().getFirst("Range");
                if (range == null) {
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes, 0, 2_000_000);
                    exchange.getResponseBody().flush();
                }
                throw new IOException("cut");
            }
            return false;
        });
        Cli.Result cut = cli.run("pull", "acme/m:v1", "-o", "out");
        assertEquals(8, cut.exit(), cut.err());
        assertFalse(Files.exists(work.resolve("out/model.onnx")));
        registry.heal();
        registry.requests.clear();

        Cli.Result again = cli.run("pull", "acme/m:v1", "-o", "out", "--json");
        assertEquals(0, again.exit(), again.err());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.onnx")));
        assertEquals(
                1,
                registry.requests.stream()
                        .filter(line -> line.contains("/files/"))
                        .count());
    }

    @Test
    void identicalFilesAreNotFetchedAndDifferentOnesNeedForce() throws IOException {
        byte[] bytes = model("model.onnx", 1000, 8);
        cli.run("push", "model.onnx", "acme/m");
        cli.run("pull", "acme/m", "-o", "out");
        registry.requests.clear();
        assertEquals(0, cli.run("pull", "acme/m", "-o", "out").exit());
        assertTrue(registry.requests.stream().noneMatch(line -> line.contains("/files/")));

        Files.writeString(work.resolve("out/model.onnx"), "mine");
        Cli.Result kept = cli.run("pull", "acme/m", "-o", "out");
        assertEquals(5, kept.exit());
        assertTrue(kept.err().contains("--force"), kept.err());
        assertEquals("mine", Files.readString(work.resolve("out/model.onnx")));
        assertEquals(0, cli.run("pull", "acme/m", "-o", "out", "--force").exit());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.onnx")));
    }

    @Test
    void aPulledFolderPushedAfterAChangeNamesItsParentAndUnchangedIsNothingNew() throws IOException {
        model("model.onnx", 1000, 9);
        cli.run("push", "model.onnx", "acme/m");
        cli.run("pull", "acme/m", "-o", "out");

        assertEquals("acme/m:v1\n", cli.run("push", "out", "acme/m").out());
        Files.writeString(work.resolve("out/model.onnx"), "changed");
        assertEquals("acme/m:v2\n", cli.run("push", "out", "acme/m").out());

        String manifest = new String(registry.versions("acme/m").get(1).manifest(), StandardCharsets.UTF_8);
        assertTrue(
                manifest.contains("\"parents\":[{\"name\":\"acme/m\",\"digest\":\""
                        + registry.versions("acme/m").getFirst().digest() + "\",\"relation\":\"derived\"}]"),
                manifest);
    }

    @Test
    void includeTakesOnlyWhatMatches() throws IOException {
        Files.createDirectories(work.resolve("tree"));
        Files.writeString(work.resolve("tree/a.txt"), "a");
        Files.writeString(work.resolve("tree/b.bin"), "b");
        cli.run("push", "tree", "acme/m");
        assertEquals(
                "out/a.txt\n",
                cli.run("pull", "acme/m", "-o", "out", "--include", "*.txt").out());
        assertEquals(
                3,
                cli.run("pull", "acme/m", "-o", "out2", "--include", "*.none").exit());
    }

    @Test
    void catWritesExactlyTheFile() throws IOException {
        Files.createDirectories(work.resolve("tree"));
        Files.writeString(work.resolve("tree/a b.txt"), "content\n");
        cli.run("push", "tree", "acme/m");
        Cli.Result cat = cli.run("cat", "acme/m:v1/a b.txt");
        assertEquals("content\n", cat.out(), cat.err());
        assertEquals(3, cli.run("cat", "acme/m:v1/none").exit());
    }

    @Test
    void verifyFindsAChangedFileInAPulledFolder() throws IOException {
        model("model.onnx", 1000, 10);
        cli.run("push", "model.onnx", "acme/m");
        cli.run("pull", "acme/m", "-o", "out");
        assertEquals(0, cli.run("verify", "out").exit());
        assertEquals(0, cli.run("verify", "acme/m:v1").exit());
        Files.writeString(work.resolve("out/model.onnx"), "x");
        Cli.Result bad = cli.run("verify", "out");
        assertEquals(7, bad.exit());
        assertTrue(bad.out().contains("differs  model.onnx"), bad.out());
    }

    @Test
    void aLinkInAFolderIsRefused() throws IOException {
        Files.createDirectories(work.resolve("tree"));
        Files.writeString(work.resolve("secret"), "s");
        Files.createSymbolicLink(work.resolve("tree/link"), work.resolve("secret"));
        Cli.Result push = cli.run("push", "tree", "acme/m");
        assertEquals(2, push.exit());
        assertTrue(push.err().contains("link"), push.err());
    }

    @Test
    void dryRunAsksTheServerNothing() throws IOException {
        model("model.onnx", 1000, 11);
        Cli.Result dry = cli.run("push", "-n", "model.onnx", "acme/m");
        assertEquals(0, dry.exit(), dry.err());
        assertTrue(registry.requests.isEmpty(), registry.requests::toString);
    }

    @Test
    void dataSetsAreRecordedByTreeWithOrWithoutTheirFiles() throws IOException {
        Files.createDirectories(work.resolve("data/sub"));
        Files.writeString(work.resolve("data/b"), "bb");
        Files.writeString(work.resolve("data/sub/a"), "a");
        assertEquals(
                "dataset:acme/d:v1\n",
                cli.run("dataset", "add", "data", "acme/d").out());
        String lines = Digest.of("bb".getBytes(StandardCharsets.UTF_8)).hex() + "  2  b\n"
                + Digest.of("a".getBytes(StandardCharsets.UTF_8)).hex() + "  1  sub/a\n";
        String tree = Digest.of(lines.getBytes(StandardCharsets.UTF_8)).toString();
        Json.Obj stored =
                JsonReader.parseObject(registry.versions("acme/d").getFirst().manifest());
        assertEquals(tree, stored.text("tree"));

        cli.run("dataset", "add", "data", "acme/e", "--no-upload");
        Json.Obj digestOnly =
                JsonReader.parseObject(registry.versions("acme/e").getFirst().manifest());
        assertEquals(tree, digestOnly.text("tree"));
        assertTrue(digestOnly.array("files").items().isEmpty());
        assertEquals(0, cli.run("dataset", "verify", "acme/e", "data").exit());
        Files.writeString(work.resolve("data/b"), "other");
        assertEquals(7, cli.run("dataset", "verify", "acme/e", "data").exit());
    }

    @Test
    void aPushOfAThousandChunksTakesFiveRequests() throws IOException {
        int tensors = 1100;
        int bytesEach = 2048;
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"t")
                    .append(i)
                    .append("\":{\"dtype\":\"F32\",\"shape\":[512],\"data_offsets\":[");
            header.append(i * bytesEach).append(',').append((i + 1) * bytesEach).append("]}");
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        byte[] weights = new byte[tensors * bytesEach];
        new Random(5).nextBytes(weights);
        Files.write(
                work.resolve("model.safetensors"),
                java.nio.ByteBuffer.allocate(8 + text.length + weights.length)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(weights)
                        .array());
        Cli.Result push = cli.run("push", "model.safetensors", "acme/m", "--code", "none");
        assertEquals(0, push.exit(), push.err());
        assertEquals(5, registry.requests.size(), registry.requests::toString);
    }
}
