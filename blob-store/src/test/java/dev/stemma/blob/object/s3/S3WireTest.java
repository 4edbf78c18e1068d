package dev.stemma.blob.object.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what is made of answers that well-behaved servers seldom give. */
final class S3WireTest {

    /** Answers one request. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final List<String> requests = new ArrayList<>();
    private final List<Headers> headers = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Answer answer = S3WireTest::stored;
    private final S3ObjectStore store;

    S3WireTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = S3ObjectStore.connect(
                new S3Config(endpoint, "eu-test-1", "models", "key", "secret", true, "AES256", "team/"));
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            synchronized (requests) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                headers.add(exchange.getRequestHeaders());
                bodies.add(exchange.getRequestBody().readAllBytes());
            }
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
        threads.close();
    }

    @Test
    void aPutIsOneRequestWithItsPlainBytesAndTheirSha256() {
        byte[] bytes = TestFiles.random(1, 5000);
        store.put("packs/0a/one.pack", bytes.length, new ByteArrayInputStream(bytes));
        Digest digest = Digest.of(bytes);
        assertEquals(List.of("PUT /models/team/packs/0a/one.pack"), requests);
        assertArrayEquals(bytes, bodies.getFirst());
        assertEquals(digest.hex(), header("x-amz-content-sha256"));
        assertEquals(Base64.getEncoder().encodeToString(digest.bytes()), header("x-amz-checksum-sha256"));
        assertEquals("AES256", header("x-amz-server-side-encryption"));
        assertEquals("5000", header("Content-Length"));
        String signed = header("Authorization");
        for (String name : List.of("x-amz-checksum-sha256", "x-amz-content-sha256", "x-amz-server-side-encryption")) {
            assertTrue(signed.contains(name), signed);
        }
        assertTrue(signed.contains("/eu-test-1/s3/"), signed);
        assertFalse(headers.getFirst().containsKey("x-amz-checksum-crc32c"), "a second, slower checksum");
    }

    @Test
    void aRangeIsOneRequestForExactlyThoseBytes() throws IOException {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 100-102/5000");
            exchange.sendResponseHeaders(206, 3);
            exchange.getResponseBody().write(new byte[] {7, 8, 9});
        };
        try (InputStream in = store.open("packs/0a/one.pack", 100, 3)) {
            assertArrayEquals(new byte[] {7, 8, 9}, in.readAllBytes());
        }
        assertEquals(List.of("GET /models/team/packs/0a/one.pack"), requests);
        assertEquals("bytes=100-102", header("Range"));
    }

    @Test
    void anAnswerThatBreaksOffIsAnErrorNotAnEnd() throws IOException {
        answer = exchange -> {
            exchange.sendResponseHeaders(206, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("broken off");
        };
        try (InputStream in = store.open("a", 0, 1000)) {
            assertThrows(IOException.class, in::readAllBytes);
        }
    }

    @Test
    void anAnswerForAnotherRangeIsRefused() {
        for (String range : List.of("bytes 0-2/5000", "")) {
            answer = exchange -> {
                if (!range.isEmpty()) {
                    exchange.getResponseHeaders().set("Content-Range", range);
                }
                exchange.sendResponseHeaders(range.isEmpty() ? 200 : 206, 3);
                exchange.getResponseBody().write(new byte[3]);
            };
            StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> store.open("a", 100, 3));
            assertTrue(e.passing());
        }
    }

    @Test
    void theStoreMaySayHowLongItWantsToBeLeftAlone() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            refusal(503, "SlowDown").to(exchange);
        };
        assertEquals(
                Duration.ofSeconds(7),
                assertThrows(StoreUnavailable.class, () -> store.list("", "", 1))
                        .pause());
        answer = refusal(503, "SlowDown");
        assertEquals(
                Duration.ofSeconds(1),
                assertThrows(StoreUnavailable.class, () -> store.list("", "", 1))
                        .pause());
        answer = refusal(500, "InternalError");
        assertEquals(
                Duration.ZERO,
                assertThrows(StoreUnavailable.class, () -> store.list("", "", 1))
                        .pause());
    }

    @Test
    void anErrorInsideA200IsNoSuccess() {
        answer = refusal(200, "InternalError");
        assertThrows(StoreUnavailable.class, () -> store.list("", "", 1));
    }

    @Test
    void manyPutsRunAtTheSameTime() throws Exception {
        int together = 16;
        CountDownLatch all = new CountDownLatch(together);
        answer = exchange -> {
            all.countDown();
            try {
                boolean met = all.await(20, TimeUnit.SECONDS);
                exchange.getResponseHeaders().set("ETag", "\"0\"");
                exchange.sendResponseHeaders(met ? 200 : 500, -1);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        List<Future<?>> puts = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            String key = "a/" + i;
            puts.add(threads.submit(() -> store.put(key, 1, new ByteArrayInputStream(new byte[1]))));
        }
        for (Future<?> put : puts) {
            put.get();
        }
    }

    @Test
    void everyKindOfRefusalIsTranslated() {
        assertUnavailable(503, "SlowDown", true);
        assertUnavailable(500, "InternalError", true);
        assertUnavailable(403, "AccessDenied", false);
        assertUnavailable(403, "SignatureDoesNotMatch", false);
        assertUnavailable(404, "NoSuchBucket", false);
        assertUnavailable(400, "InvalidArgument", false);
        assertUnavailable(412, "PreconditionFailed", false);
        // Something between us and the store changed the bytes, or another request was there first: it may go well next
        // time.
        assertUnavailable(400, "BadDigest", true);
        assertUnavailable(409, "OperationAborted", true);
        assertUnavailable(409, "ConditionalRequestConflict", true);
        assertUnavailable(409, "Whatever", true);
        assertUnavailable(429, "TooManyRequests", true);
        for (String code : List.of("XMinioStorageFull", "QuotaExceeded", "InsufficientCapacity")) {
            assertTrue(refused(507, code) instanceof StoreFull, code);
        }
        assertTrue(refused(507, "Whatever") instanceof StoreFull);
        assertEquals("a", ((ObjectMissing) refused(404, "NoSuchKey")).key());
    }

    @Test
    void aServerErrorWithoutABodyPasses() {
        answer = exchange -> exchange.sendResponseHeaders(502, -1);
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> store.list("", "", 1));
        assertTrue(e.passing());
    }

    @Test
    void aConflictWithoutABodyPassesAndIsNoMissingBucket() {
        answer = exchange -> exchange.sendResponseHeaders(409, -1);
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> store.head("a"));
        assertTrue(e.passing(), e::getMessage);
        assertFalse(String.valueOf(e.getMessage()).contains("no bucket"), e::getMessage);
    }

    @Test
    void noSecretIsShown() {
        answer = refusal(403, "AccessDenied");
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> store.list("", "", 1));
        assertFalse(String.valueOf(e.getMessage()).contains("secret"), e::getMessage);
        S3Config config = new S3Config(URI.create("http://h"), "r", "b", "key", "s3cr3t", true, null, "");
        assertFalse(config.toString().contains("s3cr3t"));
    }

    private void assertUnavailable(int status, String code, boolean passing) {
        StoreUnavailable e = (StoreUnavailable) refused(status, code);
        assertEquals(passing, e.passing(), code);
        assertTrue(String.valueOf(e.getMessage()).contains("models"), e::getMessage);
    }

    private BlobException refused(int status, String code) {
        answer = refusal(status, code);
        return assertThrows(BlobException.class, () -> store.put("a", 1, new ByteArrayInputStream(new byte[1])), code);
    }

    private static void stored(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"0\"");
        exchange.sendResponseHeaders(200, -1);
    }

    private static Answer refusal(int status, String code) {
        byte[] body =
                ("<Error><Code>" + code + "</Code><Message>no</Message></Error>").getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private String header(String name) {
        return String.valueOf(headers.getFirst().getFirst(name));
    }
}
