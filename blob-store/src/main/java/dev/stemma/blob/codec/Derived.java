package dev.stemma.blob.codec;

import java.util.List;

/**
 * A chunk that may be computed from others.
 *
 * @param how the operation
 * @param bases what it takes, in order
 */
public record Derived(Derivation how, List<Base> bases) {

    /** Copies the list. */
    public Derived {
        bases = List.copyOf(bases);
    }
}
