package dev.stemma.registry.model;

import dev.stemma.blob.Digest;

/**
 * One file of a version.
 *
 * @param path where it stands in the version
 * @param sizeBytes its size
 * @param digest sha256 of the whole file
 * @param mediaType what the pusher says it is; never trusted
 */
public record FileEntry(FilePath path, long sizeBytes, Digest digest, String mediaType) {

    public FileEntry {
        if (sizeBytes < 0) {
            throw new InvalidInput(ErrorCode.MANIFEST_INVALID, "a file's size can't be negative");
        }
    }
}
