package dev.stemma.registry.inbound.http;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalLong;

/** The declared length of a request's body. */
public final class ContentLength {

    private ContentLength() {}

    /** In bytes; empty for a chunked body or none. */
    public static OptionalLong of(HttpServerRequest request) {
        String text = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long length = Long.parseLong(text);
            if (length >= 0) {
                return OptionalLong.of(length);
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw new InvalidInput(ErrorCode.REQUEST_INVALID, "Content-Length is not a number of bytes");
    }
}
