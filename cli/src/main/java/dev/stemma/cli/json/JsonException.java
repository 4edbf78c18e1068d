package dev.stemma.cli.json;

/** A text is not JSON, exceeds the bounds, or does not have the shape expected. */
public final class JsonException extends RuntimeException {
    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable origin) {
        super(message, origin);
    }
}
