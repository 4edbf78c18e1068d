package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a body that must fit into memory. What arrives is counted, not what was declared, so a chunked body has the same limit. */
final class BoundedBody {

    /** The limit of all bodies but uploads, in bytes. */
    static final int SMALL = 1 << 20;

    /** The limit of a commit, whose manifest may name many files. */
    static final int COMMIT = 16 << 20;

    private BoundedBody() {}

    /**
     * The whole body.
     *
     * @throws InvalidInput {@code PAYLOAD_TOO_LARGE} or {@code BODY_TRUNCATED}
     */
    static byte[] read(@Nullable InputStream in, int maxBytes) {
        if (in == null) {
            return new byte[0];
        }
        try {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new InvalidInput(
                        ErrorCode.PAYLOAD_TOO_LARGE,
                        "the body is longer than this route's limit of " + maxBytes + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new InvalidInput(
                    ErrorCode.BODY_TRUNCATED, "the body ended before its declared length; send it again");
        }
    }
}
