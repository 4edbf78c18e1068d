package dev.stemma.blob.codec;

/**
 * Bytes at the start of an array, which may be longer.
 *
 * @param array owned by whoever made the span; not copied
 * @param length how many bytes of it count
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
public record Span(byte[] array, int length) {

    /** Checks the length. */
    public Span {
        if (length < 0 || length > array.length) {
            throw new IllegalArgumentException("A span of " + length + " bytes in " + array.length);
        }
    }

    /** All bytes of an array. */
    public static Span of(byte[] array) {
        return new Span(array, array.length);
    }
}
