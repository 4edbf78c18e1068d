package dev.stemma.blob.plan;

import dev.stemma.blob.Chunk;
import java.util.List;

/** How the next bytes of the file are made. */
public sealed interface Step {

    /** How many bytes of the file it makes; at least 1. */
    long sizeBytes();

    /**
     * They lie in a file that is here, or earlier in the same file.
     *
     * @param from where
     */
    record Copy(Stretch from) implements Step {
        @Override
        public long sizeBytes() {
            return from.sizeBytes();
        }
    }

    /**
     * They are a chunk whose encoded bytes are fetched.
     *
     * @param chunk what must come out of decoding
     * @param codec how it is encoded
     * @param depth frames whose bases lie in the same file come after all frames of lower depth
     * @param encodedBytes how many bytes to fetch
     * @param bases what decoding needs, in order
     */
    record Frame(Chunk chunk, int codec, int depth, int encodedBytes, List<Stretch> bases) implements Step {
        /** Copies the list. */
        public Frame {
            bases = List.copyOf(bases);
        }

        @Override
        public long sizeBytes() {
            return chunk.sizeBytes();
        }
    }
}
