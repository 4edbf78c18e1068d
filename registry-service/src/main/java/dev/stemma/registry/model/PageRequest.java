package dev.stemma.registry.model;

import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param limit at most so many items, 1 to 1,000
 * @param after the key that the last page ended with; empty for the first page
 */
public record PageRequest(int limit, Optional<String> after) {

    /** As many as the API gives when not asked. */
    public static final int DEFAULT_LIMIT = 100;

    private static final int MAX_LIMIT = 1_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "limit must be 1 to " + MAX_LIMIT);
        }
    }

    /** The first page of the default size. */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, Optional.empty());
    }
}
