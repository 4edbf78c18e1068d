package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.recipe.Segment;

/** A run of a file's bytes that lies in one chunk or stands in the recipe. */
sealed interface Piece {

    /** Where the wanted bytes start in the chunk or inline bytes. */
    int skip();

    /** How many bytes are wanted. */
    int take();

    static Piece whole(Chunk chunk) {
        return new OfChunk(chunk, 0, chunk.sizeBytes());
    }

    record OfChunk(Chunk chunk, int skip, int take) implements Piece {}

    record OfInline(Segment.Inline inline, int skip, int take) implements Piece {}
}
