package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Opens connections that carry the token, and reads answers to their end within bounds. */
final class Connections {
    private static final int MOST_BODY_BYTES = 64 << 20;
    private static final int MOST_PROBLEM_BYTES = 1 << 20;

    private final Endpoint endpoint;

    static {
        // The JDK repeats a POST on its own after a lost connection; whether that is right is decided here.
        System.setProperty("sun.net.http.retryPost", "false");
        // One more than the transfers that may run at once, so that none has to connect anew.
        System.setProperty("http.maxConnections", "33");
    }

    Connections(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        void to(OutputStream out) throws IOException;
    }

    HttpURLConnection open(String method, URI at, Map<String, String> headers, Duration timeout) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "application/json, application/problem+json, */*;q=0.5");
        connection.setRequestProperty("User-Agent", "stemma-cli");
        endpoint.token().ifPresent(token -> connection.setRequestProperty("Authorization", "Bearer " + token));
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    /** Sends a body of known length. When the server hangs up early, its answer is read all the same if there is one. */
    static Answer send(HttpURLConnection connection, long length, Body body) throws IOException {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(length);
        try (OutputStream out = connection.getOutputStream()) {
            body.to(out);
        } catch (java.net.ConnectException refused) {
            throw refused;
        } catch (IOException cut) {
            return answerBehind(connection, cut);
        }
        return read(connection);
    }

    static Answer read(HttpURLConnection connection) throws IOException {
        int status = status(connection);
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        byte[] body = new byte[0];
        if (stream != null) {
            try (stream) {
                body = stream.readNBytes(status >= 400 ? MOST_PROBLEM_BYTES : MOST_BODY_BYTES + 1);
            }
        }
        if (body.length > MOST_BODY_BYTES) {
            throw CliException.of(Exit.FAILED, "ANSWER_INVALID", "the server's answer is larger than 64 MiB");
        }
        if (connection.getContentLengthLong() > body.length && status < 400) {
            throw new IOException("the answer ended early");
        }
        return new Answer(status, headers(connection), body);
    }

    static int status(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 100) {
            throw new IOException("the server does not speak HTTP");
        }
        return status;
    }

    static Map<String, String> headers(HttpURLConnection connection) {
        Map<String, String> headers = new HashMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null && !values.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        return headers;
    }

    private static Answer answerBehind(HttpURLConnection connection, IOException cut) throws IOException {
        try {
            Answer answer = read(connection);
            if (!answer.ok()) {
                return answer;
            }
        } catch (IOException nothing) {
            cut.addSuppressed(nothing);
        }
        throw cut;
    }
}
