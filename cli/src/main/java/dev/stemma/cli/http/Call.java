package dev.stemma.cli.http;

import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the registry.
 *
 * @param method the HTTP method
 * @param path below {@code /api/v1}, encoded, with its query
 * @param headers beyond those that every request has
 * @param body what is sent, or null
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Call(String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    public Call {
        headers = Map.copyOf(headers);
    }

    /** Asks for a thing. */
    public static Call get(String path) {
        return new Call("GET", path, Map.of(), null);
    }

    /** Removes a thing. */
    public static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), null);
    }

    /** Sends a document with a method. */
    public static Call json(String method, String path, Json body) {
        return new Call(method, path, Map.of("Content-Type", "application/json"), JsonWriter.bytes(body));
    }

    /** Sends bytes with a method. */
    public static Call bytes(String method, String path, String type, byte[] body) {
        return new Call(method, path, Map.of("Content-Type", type), body);
    }

    /** The same with a header more. */
    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body);
    }

    /** Whether sending it twice does no harm, so that it may be sent again after the connection broke. */
    boolean repeatable() {
        boolean conditional = headers.containsKey("If-Match") || headers.containsKey("If-None-Match");
        return switch (method) {
            case "GET", "HEAD", "DELETE" -> true;
            case "PUT" -> !conditional;
            default -> headers.containsKey("Idempotency-Key");
        };
    }
}
