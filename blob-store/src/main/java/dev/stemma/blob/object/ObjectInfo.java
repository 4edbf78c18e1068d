package dev.stemma.blob.object;

import java.time.Instant;

/**
 * A stored object.
 *
 * @param key its unique key
 * @param sizeBytes its length
 * @param modified when it was written, by the store's clock
 */
public record ObjectInfo(String key, long sizeBytes, Instant modified) {}
