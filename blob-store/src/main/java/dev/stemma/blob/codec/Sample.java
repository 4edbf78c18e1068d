package dev.stemma.blob.codec;

/** Pieces of a chunk, evenly spread, on which ways of encoding are compared. The same pieces of a base match them. */
final class Sample {

    /** Chunks up to this size are their own sample. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int PIECES = 8;
    private static final int PIECE_BYTES = 8 * 1024;

    private byte[] array = new byte[0];

    /** The sample of these bytes; good until the next call. */
    Span of(Span bytes) {
        if (bytes.length() <= MAX_BYTES) {
            return bytes;
        }
        if (array.length == 0) {
            array = new byte[PIECES * PIECE_BYTES];
        }
        for (int p = 0; p < PIECES; p++) {
            long from = (long) (bytes.length() - PIECE_BYTES) * p / (PIECES - 1);
            System.arraycopy(bytes.array(), (int) from & -Long.BYTES, array, p * PIECE_BYTES, PIECE_BYTES);
        }
        return Span.of(array);
    }
}
