package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller believes of a mutable thing before changing it: {@code If-Match} or {@code If-None-Match: *}. One of them is needed. */
final class Precondition {

    /** A sequence that nothing has: what does not look like one of our ETags can't match. */
    private static final long NEVER = -1;

    private static final Pattern ETAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private Precondition() {}

    /** The ETag of a thing that changes. */
    static String etag(long sequence) {
        return "\"" + sequence + "\"";
    }

    /**
     * The sequence the caller saw; empty when there shall be none yet.
     *
     * @throws InvalidInput {@code PRECONDITION_REQUIRED} or {@code REQUEST_INVALID}
     */
    static OptionalLong of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifNoneMatch != null) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "send either If-Match or If-None-Match, not both");
        }
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.strip().equals("*")) {
                throw new InvalidInput(ErrorCode.REQUEST_INVALID, "If-None-Match takes only * here");
            }
            return OptionalLong.empty();
        }
        return OptionalLong.of(seen(ifMatch));
    }

    /** The sequence the caller saw. */
    static long seen(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            throw new InvalidInput(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "send If-Match with the ETag you saw, or If-None-Match: * to create");
        }
        Matcher etag = ETAG.matcher(ifMatch.strip());
        return etag.matches() ? Long.parseLong(etag.group(1)) : NEVER;
    }
}
