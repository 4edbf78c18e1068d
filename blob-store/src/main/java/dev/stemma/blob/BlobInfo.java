package dev.stemma.blob;

/**
 * A stored file.
 *
 * @param digest SHA-256 of the whole file
 * @param sizeBytes its length
 */
public record BlobInfo(Digest digest, long sizeBytes) {

    /** Accepts sizes from 0. */
    public BlobInfo {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("A file cannot have " + sizeBytes + " bytes");
        }
    }
}
