package dev.stemma.blob.codec;

import dev.stemma.blob.Chunk;

/** Encoded bytes as they come about, in a buffer that is kept from chunk to chunk. Integers are big-endian. */
final class Output {

    /** More than any encoding takes beyond the raw bytes: parameters, and what zstd wants to work in. */
    private static final int SLACK = 64 * 1024;

    private byte[] array = new byte[0];
    private int length;

    /** Starts anew, with room for the encoding of a chunk of so many bytes. */
    void begin(int rawLength) {
        int room = rawLength + rawLength / 64 + SLACK;
        if (array.length < room) {
            array = new byte[Math.min(2 * room, Chunk.MAX_BYTES + Chunk.MAX_BYTES / 64 + SLACK)];
        }
        length = 0;
    }

    void u8(int value) {
        array[length++] = (byte) value;
    }

    void u16(int value) {
        u8(value >>> 8);
        u8(value);
    }

    void u32(int value) {
        u16(value >>> 16);
        u16(value);
    }

    /** Writes over a number of four bytes that stands already. */
    void u32(int at, int value) {
        int end = length;
        length = at;
        u32(value);
        length = end;
    }

    void bytes(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, array, length, count);
        length += count;
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** Moves the end: forward over bytes that were written to the array, or back. */
    void length(int newLength) {
        length = newLength;
    }

    int room() {
        return array.length - length;
    }

    Span span() {
        return new Span(array, length);
    }
}
