package dev.stemma.registry.inbound.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one range of a file that is asked for (RFC 9110, 14). What is not one byte range is ignored, as the RFC allows: the whole file is
 * sent then.
 *
 * @param offset of its first byte
 * @param length in bytes
 */
record ByteRange(long offset, long length) {

    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * The range that a header asks for; empty for the whole file.
     *
     * @throws RangeOutside when it lies outside
     */
    static Optional<ByteRange> parse(@Nullable String header, long sizeBytes) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            return Optional.of(last(Long.parseLong(range.group(2)), sizeBytes));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < first) {
            return Optional.empty();
        }
        if (first >= sizeBytes) {
            throw new RangeOutside(sizeBytes);
        }
        return Optional.of(new ByteRange(first, Math.min(last, sizeBytes - 1) - first + 1));
    }

    private static ByteRange last(long count, long sizeBytes) {
        if (count == 0 || sizeBytes == 0) {
            throw new RangeOutside(sizeBytes);
        }
        long length = Math.min(count, sizeBytes);
        return new ByteRange(sizeBytes - length, length);
    }

    /** What Content-Range says of it. */
    String contentRange(long sizeBytes) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + sizeBytes;
    }
}
