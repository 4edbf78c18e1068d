package dev.stemma.registry.model;

import dev.stemma.blob.Digest;

/**
 * A version that this one was made from.
 *
 * @param name the parent's name when it was recorded
 * @param digest the parent's manifest digest, which is what binds
 * @param relation how: {@code finetune quantize distill prune merge convert derived}
 */
public record ParentRef(ModelName name, Digest digest, Relation relation) {

    /** How a version was made from its parent. */
    public enum Relation {
        FINETUNE,
        QUANTIZE,
        DISTILL,
        PRUNE,
        MERGE,
        CONVERT,
        DERIVED;

        /** The word in manifests and edges. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
