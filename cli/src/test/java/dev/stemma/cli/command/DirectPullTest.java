package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file comes from the object store where the registry says so, and from the registry when that goes wrong. */
final class DirectPullTest {
    private static final int SIZE = (40 << 20) + 11;
    private static final int PART = 16 << 20;
    private static final String SECRET = "X-Amz-Signature=5ec3e7";

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[SIZE];
    private FakeRegistry registry;
    private Cli cli;
    private Path work;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder).on(registry);
        new Random(3).nextBytes(bytes);
        Files.write(work.resolve("model.bin"), bytes);
        assertEquals(0, cli.run("push", "model.bin", "acme/m", "--code", "none").exit());
        registry.requests.clear();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** Gives the bytes of one part, or answers something else. */
    private interface Store {
        void answer(HttpExchange exchange, int part, byte[] content) throws IOException;
    }

    private void store(int lifetimeSeconds, Store store) {
        registry.fault(exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/direct")) {
                Json.Obj question =
                        JsonReader.parseObject(exchange.getRequestBody().readAllBytes());
                send(exchange, 200, JsonWriter.bytes(addresses(question.integer("offset"), lifetimeSeconds)));
                return true;
            }
            if (!path.startsWith("/bucket/")) {
                return false;
            }
            assertNull(exchange.getRequestHeaders().getFirst("Authorization"), "the token stays with the registry");
            int part = Integer.parseInt(path.substring("/bucket/".length()));
            store.answer(exchange, part, Arrays.copyOfRange(bytes, part * PART, Math.min(SIZE, (part + 1) * PART)));
            return true;
        });
    }

    private Json.Obj addresses(long offset, int lifetimeSeconds) {
        List<Json> parts = new ArrayList<>();
        for (int part = (int) (offset / PART); part * PART < SIZE; part++) {
            parts.add(Json.object()
                    .with("offset", part * PART)
                    .with("sizeBytes", Math.min(PART, SIZE - part * PART))
                    .with("url", registry.url() + "/bucket/" + part + "?" + SECRET));
        }
        return Json.object().with("expiresInSeconds", lifetimeSeconds).with("parts", new Json.Arr(parts));
    }

    private static void range(HttpExchange exchange, byte[] content) throws IOException {
        String[] ends =
                exchange.getRequestHeaders().getFirst("Range").substring(6).split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int end = Integer.parseInt(ends[1]) + 1;
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, end));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private Cli.Result pull(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("pull", "acme/m:v1", "-o", "out"));
        words.addAll(List.of(more));
        Cli.Result pull = cli.run(words.toArray(String[]::new));
        assertEquals(0, pull.exit(), pull.err());
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("out/model.bin")));
        assertFalse((pull.err() + pull.out()).contains("Signature"), "an address is a secret: " + pull.err());
        return pull;
    }

    private long requests(String part) {
        return registry.requests.stream().filter(line -> line.contains(part)).count();
    }

    @Test
    void theFileComesFromTheObjectStoreAlone() throws IOException {
        store(60, (exchange, part, content) -> range(exchange, content));
        Cli.Result pull = pull("--verbose");
        assertEquals(0, requests("/files/"));
        assertEquals(1, requests("/direct"));
        assertEquals(11, requests("/bucket/"));
        assertFalse(pull.err().contains("warning"), pull.err());
        assertTrue(pull.err().contains("/bucket/0 -> 206"), pull.err());
    }

    @Test
    void damagedBytesNeverCountAndTheRegistryGivesTheFile() throws IOException {
        store(60, (exchange, part, content) -> {
            content[content.length / 2] ^= 1;
            range(exchange, content);
        });
        assertTrue(pull().err().contains("it gives other bytes"));
        assertEquals(1, requests("/files/"));
    }

    @Test
    void anExpiredAddressLeadsBackToTheRegistryWithANote() throws IOException {
        store(60, (exchange, part, content) -> {
            if (part < 2) {
                range(exchange, content);
            } else {
                send(exchange, 403, new byte[0]);
            }
        });
        assertTrue(pull("--verbose").err().contains("it answers 403"));
        assertEquals(1, requests("/files/"));
    }

    @Test
    void wholeBodiesMovedBodiesAndCutBodiesLeadBackToTheRegistry() throws IOException {
        List<Store> troubles = List.of(
                (exchange, part, content) -> send(exchange, 200, content),
                (exchange, part, content) -> {
                    exchange.getResponseHeaders().set("Location", registry.url() + "/bucket/0");
                    send(exchange, 302, new byte[0]);
                },
                (exchange, part, content) -> {
                    exchange.getResponseHeaders().set("Content-Range", "bytes 0-4194303/" + content.length);
                    send(exchange, 206, Arrays.copyOf(content, 1000));
                });
        for (Store trouble : troubles) {
            registry.heal();
            registry.requests.clear();
            store(60, trouble);
            assertTrue(pull("--force").err().contains("comes from the registry"));
            assertEquals(1, requests("/files/"));
            Files.delete(work.resolve("out/model.bin"));
        }
    }

    @Test
    void addressesThatGrowOldAreAskedForAnew() throws IOException {
        store(1, (exchange, part, content) -> range(slow(exchange), content));
        pull();
        assertEquals(0, requests("/files/"));
        assertTrue(requests("/direct") > 1, registry.requests.toString());
    }

    /** Takes about as long as a tenth of what an address lives. */
    private static HttpExchange slow(HttpExchange exchange) {
        long until = System.nanoTime() + 200_000_000L;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return exchange;
    }

    @Test
    void aRegistryThatGivesNoneIsAskedOnceAndNobodyIsTold() throws IOException {
        assertFalse(pull().err().contains("object store"));
        assertEquals(1, requests("/direct"));
        assertEquals(1, requests("/files/"));
    }

    @Test
    void addressesThatDoNotFitTheFileAreNotUsed() throws IOException {
        AtomicBoolean used = new AtomicBoolean();
        registry.fault(exchange -> {
            String path = exchange.getRequestURI().getPath();
            used.compareAndSet(false, path.startsWith("/bucket/"));
            if (path.endsWith("/direct")) {
                String gap = "{\"expiresInSeconds\":60,\"parts\":[{\"offset\":5,\"sizeBytes\":7,\"url\":\""
                        + registry.url() + "/bucket/0\"}]}";
                send(exchange, 200, gap.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                return true;
            }
            return false;
        });
        assertTrue(pull().err().contains("holds other bytes"));
        assertFalse(used.get());
    }
}
