package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry answered, read to its end.
 *
 * @param status HTTP status
 * @param headers by lower-case name
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** A header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The entity tag, needed to change a mutable thing. */
    public Optional<String> etag() {
        return header("etag");
    }

    /** Whether the request was granted. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** The body as a JSON object. */
    public Json.Obj json() {
        try {
            return JsonReader.parseObject(body);
        } catch (JsonException broken) {
            throw malformed(broken);
        }
    }

    /** A server's document that does not have the shape of the contract. */
    public static CliException malformed(JsonException broken) {
        return CliException.of(
                        Exit.FAILED, "ANSWER_INVALID", "the server's answer makes no sense to this version of stemma")
                .cause(String.valueOf(broken.getMessage()))
                .help("compare `stemma --version` with the server's version: stemma whoami")
                .from(broken);
    }
}
