package dev.stemma.blob.object.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stemma.blob.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An S3 service in memory that fails as such services do. It checks the hash of what it gets, not who sent it. */
public final class FaultyS3 implements AutoCloseable {

    /** How a call fails. */
    public enum Trouble {
        /** 500 InternalError. */
        ERROR,
        /** 503 SlowDown, with Retry-After half of the time. */
        SLOW_DOWN,
        /** 409 OperationAborted. */
        CONFLICT,
        /** The connection ends without an answer; a put may have been done. */
        LOST,
        /** The body ends too early. */
        TRUNCATED,
        /** No answer, as long as the client has patience. */
        HANG,
        /** Status 200 with an error as its body. */
        ERROR_IN_200,
        /** The answer to a range is the whole object. */
        NO_RANGE
    }

    private static final Duration LONGEST_HANG = Duration.ofSeconds(60);

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
    private final Random random;
    private final List<Trouble> kinds;
    private final int percent;
    private int calls;

    /** So many percent of the calls fail, in one of these ways. */
    public FaultyS3(Random random, int percent, Trouble... kinds) throws IOException {
        this.random = random;
        this.percent = percent;
        this.kinds = List.of(kinds);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where its one bucket is. */
    public S3Config bucket() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return S3Buckets.config(endpoint, "key", "secret", "bucket", "");
    }

    /** How many calls came, and how they failed. */
    public synchronized String counters() {
        return calls + " calls, " + troubles.values().stream().mapToInt(n -> n).sum() + " failed " + troubles;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Trouble trouble = draw(exchange);
            if (trouble == null) {
                serve(exchange, body, false, false);
            } else {
                fail(exchange, body, trouble);
            }
        }
    }

    @org.jspecify.annotations.Nullable private synchronized Trouble draw(HttpExchange exchange) {
        calls++;
        if (random.nextInt(100) >= percent) {
            return null;
        }
        boolean get = exchange.getRequestMethod().equals("GET");
        List<Trouble> fitting = kinds.stream()
                .filter(kind -> get || (kind != Trouble.TRUNCATED && kind != Trouble.NO_RANGE))
                .filter(kind ->
                        kind != Trouble.ERROR_IN_200 || exchange.getRequestURI().getQuery() != null)
                .toList();
        Trouble trouble = fitting.get(random.nextInt(fitting.size()));
        troubles.merge(trouble, 1, Integer::sum);
        return trouble;
    }

    private void fail(HttpExchange exchange, byte[] body, Trouble trouble) throws IOException {
        switch (trouble) {
            case ERROR -> refuse(exchange, 500, "InternalError");
            case SLOW_DOWN -> {
                if (calls % 2 == 0) {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                }
                refuse(exchange, 503, "SlowDown");
            }
            case CONFLICT -> refuse(exchange, 409, "OperationAborted");
            case LOST -> {
                if (exchange.getRequestMethod().equals("PUT")) {
                    objects.put(key(exchange), body);
                }
            }
            case TRUNCATED -> serve(exchange, body, true, false);
            case HANG -> hang();
            case ERROR_IN_200 -> refuse(exchange, 200, "InternalError");
            case NO_RANGE -> serve(exchange, body, false, true);
        }
    }

    private void hang() throws IOException {
        try {
            var _ = closed.await(LONGEST_HANG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void serve(HttpExchange exchange, byte[] body, boolean cut, boolean whole) throws IOException {
        String key = key(exchange);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, key, body);
            case "DELETE" -> {
                objects.remove(key);
                exchange.sendResponseHeaders(204, -1);
            }
            case "HEAD" -> head(exchange, key);
            default -> {
                if (key.isEmpty()) {
                    list(exchange, cut);
                } else {
                    get(exchange, key, cut, whole);
                }
            }
        }
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        if (!Digest.of(body).hex().equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"))) {
            refuse(exchange, 400, "BadDigest");
            return;
        }
        objects.put(key, body);
        exchange.getResponseHeaders().set("ETag", "\"0\"");
        exchange.sendResponseHeaders(200, -1);
    }

    private void head(HttpExchange exchange, String key) throws IOException {
        byte[] object = objects.get(key);
        if (object == null && !key.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        describe(exchange);
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(object == null ? 0 : object.length));
        exchange.sendResponseHeaders(200, -1);
    }

    private void get(HttpExchange exchange, String key, boolean cut, boolean whole) throws IOException {
        byte[] object = objects.get(key);
        if (object == null) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int start = 0;
        int end = object.length;
        if (range != null && !whole) {
            String[] ends = range.substring("bytes=".length()).split("-", -1);
            start = Integer.parseInt(ends[0]);
            end = Math.min(end, Integer.parseInt(ends[1]) + 1);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + object.length);
        }
        describe(exchange);
        send(exchange, whole || range == null ? 200 : 206, Arrays.copyOfRange(object, start, end), cut);
    }

    private void list(HttpExchange exchange, boolean cut) throws IOException {
        StringBuilder xml = new StringBuilder("<ListBucketResult><Name>bucket</Name><KeyCount>" + objects.size()
                + "</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>");
        objects.forEach((key, bytes) -> xml.append("<Contents><Key>" + key + "</Key><Size>" + bytes.length
                + "</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"0\"</ETag></Contents>"));
        xml.append("</ListBucketResult>");
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, 200, xml.toString().getBytes(StandardCharsets.UTF_8), cut);
    }

    private static void describe(HttpExchange exchange) {
        exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
        exchange.getResponseHeaders().set("ETag", "\"0\"");
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, status, ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8), false);
    }

    private static void send(HttpExchange exchange, int status, byte[] body, boolean cut) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
        if (cut) {
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        }
    }

    private static String key(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(Math.min(path.length(), "/bucket/".length()));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
