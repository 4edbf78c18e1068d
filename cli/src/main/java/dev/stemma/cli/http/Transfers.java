package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Long bodies, streamed: sent with a known length, received with the position they start at. Safe for several threads. */
public final class Transfers {
    /** A server may take long to verify what it was sent. */
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(10);

    private static final String BYTES = "application/octet-stream";

    private final Endpoint endpoint;
    private final Connections connections;
    private final Duration timeout;
    private final Retry retry;
    private final Consumer<String> trace;

    Transfers(Endpoint endpoint, Duration timeout, Retry retry, Consumer<String> trace) {
        this.endpoint = endpoint;
        this.connections = new Connections(endpoint);
        this.timeout = timeout;
        this.retry = retry;
        this.trace = trace;
    }

    /** Writes a body from its start, as often as it is asked. */
    @FunctionalInterface
    public interface Body {
        /** Writes all of it. */
        void to(OutputStream out) throws IOException;
    }

    /** Takes a body that starts at a position of the whole. */
    @FunctionalInterface
    public interface Sink<T> {
        /** Reads the body; fails with {@link IOException} when it is cut, and then another attempt is made. */
        T take(Part part) throws IOException, TryAgain;
    }

    /**
     * A body on its way.
     *
     * @param status 200 or 206
     * @param start position of its first byte in the whole
     * @param total length of the whole, -1 when the server does not say
     * @param stream the bytes
     */
    public record Part(int status, long start, long total, InputStream stream) {}

    /** Sends a body with PUT, again when the connection breaks. */
    public Answer put(String path, long length, Body body) {
        return send("PUT", path, length, body);
    }

    /**
     * A body that is to be sent.
     *
     * @param path where to
     * @param length of the body
     */
    public record Parcel(String path, long length, Body body) {}

    /**
     * Sends a body with PUT. When the connection breaks, what is to be sent is asked for again: some of it may have arrived, and the server
     * gets a second or two to store that.
     *
     * @param parcels the body of each attempt, or nothing when nothing is left to be sent
     */
    public void putRest(Supplier<Optional<Parcel>> parcels) {
        retry.patient().run(endpoint, true, () -> {
            Optional<Parcel> parcel = parcels.get();
            if (parcel.isPresent()) {
                once(
                        "PUT",
                        parcel.get().path(),
                        BYTES,
                        parcel.get().length(),
                        parcel.get().body());
            }
            return parcel;
        });
    }

    /** Asks with a document; the question changes nothing and may be repeated. */
    public Answer post(String path, Json.Obj question) {
        byte[] body = JsonWriter.bytes(question);
        return send("POST", path, "application/json", body.length, out -> out.write(body));
    }

    /** Sends a body with a method that may be repeated. */
    public Answer send(String method, String path, long length, Body body) {
        return send(method, path, BYTES, length, body);
    }

    private Answer send(String method, String path, String type, long length, Body body) {
        return retry.run(endpoint, true, () -> once(method, path, type, length, body));
    }

    private Answer once(String method, String path, String type, long length, Body body) throws IOException, TryAgain {
        URI at = URI.create(endpoint.base() + "/api/v1" + path);
        Map<String, String> headers = Map.of("Content-Type", type);
        Duration patience = timeout.compareTo(UPLOAD_PATIENCE) > 0 ? timeout : UPLOAD_PATIENCE;
        long start = System.nanoTime();
        HttpURLConnection connection = connections.open(method, at, headers, patience);
        connection.setConnectTimeout((int) timeout.toMillis());
        Answer answer = Connections.send(connection, length, body::to);
        trace(method, at, answer.status(), start);
        return accepted(answer);
    }

    /**
     * Receives a body. Each attempt asks for what is missing then.
     *
     * @param start gives the position to start at, on every attempt
     * @param etag quoted digest of the whole; the server must not send the middle of another
     */
    public <T> T get(String path, StartOf start, String etag, Sink<T> sink) {
        URI at = URI.create(endpoint.base() + "/api/v1" + path);
        return retry.run(endpoint, true, () -> {
            long from = start.position();
            long begun = System.nanoTime();
            Map<String, String> headers =
                    from == 0 ? Map.of() : Map.of("Range", "bytes=" + from + "-", "If-Range", etag);
            HttpURLConnection connection = connections.open("GET", at, headers, timeout);
            int status = Connections.status(connection);
            trace("GET", at, status, begun);
            if (status != 200 && status != 206) {
                Answer refusal = accepted(Connections.read(connection));
                throw Registry.refused(refusal.header("location").orElse("(nowhere)"));
            }
            try (InputStream stream = connection.getInputStream()) {
                return sink.take(part(connection, status, stream));
            }
        });
    }

    /**
     * Reads a range at an address that the registry gave. The token stays here, and the address stays out of every text.
     *
     * @throws IOException if exactly these bytes can't be had there; the sentence says why
     */
    public byte[] elsewhere(URI at, long from, int length) throws IOException {
        String scheme = String.valueOf(at.getScheme());
        if (!scheme.equals("https")
                && !(scheme.equals("http") && endpoint.base().getScheme().equals("http"))) {
            throw new IOException("its address is not as safe as the registry's");
        }
        long start = System.nanoTime();
        try {
            byte[] bytes = Elsewhere.range(at, from, length, timeout);
            trace("GET", without(at), HttpURLConnection.HTTP_PARTIAL, start);
            return bytes;
        } catch (IOException failed) {
            trace.accept("GET " + without(at) + " failed");
            throw failed;
        }
    }

    /** The part of an address that is no secret. */
    private static URI without(URI at) {
        return URI.create(at.getScheme() + "://" + at.getRawAuthority() + at.getRawPath());
    }

    /** Where the next attempt starts. */
    @FunctionalInterface
    public interface StartOf {
        /** A position in the whole. */
        long position() throws IOException;
    }

    private static Part part(HttpURLConnection connection, int status, InputStream stream) {
        if (status == 200) {
            return new Part(200, 0, connection.getContentLengthLong(), stream);
        }
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        if (!range.matches("bytes [0-9]{1,18}-[0-9]{1,18}/[0-9]{1,18}")) {
            return new Part(206, -1, -1, stream);
        }
        String[] numbers = range.substring(6).split("[-/]", 3);
        return new Part(206, Long.parseLong(numbers[0]), Long.parseLong(numbers[2]), stream);
    }

    private Answer accepted(Answer answer) throws TryAgain {
        if (answer.ok()) {
            return answer;
        }
        if (answer.status() >= 300 && answer.status() < 400) {
            throw Registry.refused(answer.header("location").orElse("(nowhere)"));
        }
        CliException failure = Problem.failure(answer, endpoint);
        if (Registry.passes(answer, failure)) {
            throw new TryAgain(failure, Registry.retryAfter(answer.header("retry-after")));
        }
        throw failure;
    }

    private void trace(String method, URI at, int status, long start) {
        trace.accept(method + " " + at + " -> " + status + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
