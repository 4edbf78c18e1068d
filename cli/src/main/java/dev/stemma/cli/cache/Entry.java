package dev.stemma.cli.cache;

import dev.stemma.blob.Digest;
import java.time.Instant;

/**
 * A file in the cache.
 *
 * @param digest what its bytes should be
 * @param sizeBytes its length
 * @param used when it was put or last used
 */
public record Entry(Digest digest, long sizeBytes, Instant used) {}
