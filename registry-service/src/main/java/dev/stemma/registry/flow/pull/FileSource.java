package dev.stemma.registry.flow.pull;

import dev.stemma.blob.Digest;

/**
 * A file that the caller may read, found but not yet opened.
 *
 * @param digest its sha256
 * @param sizeBytes its size
 * @param fileName last part of its path, for a download
 * @param mediaType what the pusher says it is; never trusted
 */
public record FileSource(Digest digest, long sizeBytes, String fileName, String mediaType) {}
