package dev.stemma.blob.recipe;

import dev.stemma.blob.BlobException.RecipeInvalid;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.util.Arrays;

/** A piece of a file in a recipe. */
public sealed interface Segment {

    /** How many bytes of the file it makes; at least 1. */
    long sizeBytes();

    /** A chunk, found through the index. */
    record OfChunk(Chunk chunk) implements Segment {
        @Override
        public long sizeBytes() {
            return chunk.sizeBytes();
        }
    }

    /**
     * A part of another file.
     *
     * @param blob the other file
     * @param offset where the part starts in it
     * @param sizeBytes how long it is
     */
    record OfSlice(Digest blob, long offset, long sizeBytes) implements Segment {
        /** Checks that the range can exist. */
        public OfSlice {
            if (offset < 0 || sizeBytes < 1 || offset > Long.MAX_VALUE - sizeBytes) {
                throw new RecipeInvalid("a slice has no bytes or lies outside any file");
            }
        }
    }

    /** Bytes that stand in the recipe itself. */
    final class Inline implements Segment {

        /** Largest number of bytes that one segment holds. */
        public static final int MAX_BYTES = 64 * 1024;

        private final byte[] bytes;

        /** Copies the bytes. */
        public Inline(byte[] bytes) {
            if (bytes.length < 1 || bytes.length > MAX_BYTES) {
                throw new RecipeInvalid("an inline segment has 1 to " + MAX_BYTES + " bytes, not " + bytes.length);
            }
            this.bytes = bytes.clone();
        }

        /** A copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inline inline && Arrays.equals(bytes, inline.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
