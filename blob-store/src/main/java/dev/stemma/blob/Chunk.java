package dev.stemma.blob;

/**
 * A piece of a file, named by the digest of its raw bytes.
 *
 * @param digest SHA-256 of the raw bytes
 * @param sizeBytes number of raw bytes, 1 to {@link #MAX_BYTES}
 */
public record Chunk(Digest digest, int sizeBytes) {

    /** No chunk is larger, so that any chunk fits a bounded buffer. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    /** Accepts sizes from 1 to {@link #MAX_BYTES}. */
    public Chunk {
        if (sizeBytes < 1 || sizeBytes > MAX_BYTES) {
            throw new IllegalArgumentException("A chunk has 1 to " + MAX_BYTES + " bytes, not " + sizeBytes);
        }
    }
}
