package dev.stemma.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A position in bytes, read through a window of what is cheap to get; moving it over a payload reads nothing. */
final class WireReader {
    private static final int WINDOW_BYTES = 64 * 1024;
    static final int MAX_NAME_BYTES = 512;

    private final Bytes bytes;
    private final long size;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long windowStart;
    private int windowLength;
    private long position;

    WireReader(Bytes bytes) throws IOException {
        this.bytes = bytes;
        this.size = bytes.size();
    }

    long position() {
        return position;
    }

    void position(long position) {
        this.position = position;
    }

    long size() {
        return size;
    }

    /** Reads a varint that must end before {@code end}. */
    long varint(long end) throws IOException, FormatException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw FormatException.malformed("A number is cut off at byte " + position);
            }
            byte b = next();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw FormatException.malformed("A number has more than ten bytes at byte " + position);
    }

    /** Reads a number of up to eight bytes that must end before {@code end}; of eight, it may come out negative. */
    long littleEndian(int width, long end) throws IOException, FormatException {
        if (position > end - width) {
            throw FormatException.malformed("A number is cut off at byte " + position);
        }
        long value = 0;
        for (int shift = 0; shift < 8 * width; shift += 8) {
            value |= (next() & 0xffL) << shift;
        }
        return value;
    }

    /** Reads a string of at most 512 bytes of UTF-8 without control characters. */
    String name(long length) throws IOException, FormatException {
        if (length > MAX_NAME_BYTES) {
            throw FormatException.limit("A name has " + length + " bytes; at most " + MAX_NAME_BYTES + " are taken");
        }
        String name = text(length);
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw FormatException.limit("A name holds a control character at byte " + (position - length));
        }
        return name;
    }

    /** Reads a string; the caller has bounded its length. */
    String text(long length) throws IOException, FormatException {
        byte[] raw = bytes(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FormatException.limit("A name is not UTF-8 at byte " + (position - length));
        }
    }

    /** Reads bytes; the caller has bounded their number. */
    byte[] bytes(long length) throws IOException {
        byte[] raw = new byte[Math.toIntExact(length)];
        if (position >= windowStart && position + length <= windowStart + windowLength) {
            System.arraycopy(window, (int) (position - windowStart), raw, 0, raw.length);
        } else {
            bytes.read(position, raw, 0, raw.length);
        }
        position += length;
        return raw;
    }

    byte next() throws IOException {
        if (position < windowStart || position >= windowStart + windowLength) {
            windowLength = 0;
            windowLength = bytes.readSome(position, window, 0, WINDOW_BYTES);
            windowStart = position;
        }
        return window[(int) (position++ - windowStart)];
    }
}
