package dev.stemma.blob.kin;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.codec.Derivation;
import java.util.List;

/** A way in which a chunk might be encoded against chunks of relatives. */
public sealed interface Suggestion {

    /**
     * Like another chunk: the same part of the same tensor, or of the same structure, in a relative.
     *
     * @param base of the same length if both are parts of tensors
     */
    record Like(Chunk base) implements Suggestion {}

    /**
     * Computed from other chunks.
     *
     * @param bases in the order in which the derivation takes them, at most 8
     */
    record Derived(List<Chunk> bases, Derivation how) implements Suggestion {
        /** Copies the list. */
        public Derived {
            bases = List.copyOf(bases);
        }
    }
}
