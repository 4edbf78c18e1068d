package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;

/**
 * A file of a version.
 *
 * @param path where it lies in the version
 * @param sizeBytes its length
 * @param sha256 its identity
 * @param mediaType what it is said to be
 */
public record FileEntry(String path, long sizeBytes, Digest sha256, String mediaType) {
    public FileEntry {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a file has no negative size");
        }
    }
}
