package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where the chunks of a file lie, asked for some hundred at a time as reading goes on. For one thread at a time. */
final class ChunkWindow {

    private final Chunks chunks;
    private final Predicate<String> readableOwners;
    private Map<Chunk, List<ChunkLocation>> known = Map.of();

    ChunkWindow(Chunks chunks, Predicate<String> readableOwners) {
        this.chunks = chunks;
        this.readableOwners = readableOwners;
    }

    /** Places of {@code pieces.get(index)}, which is a chunk; the empty list if it is nowhere. */
    List<ChunkLocation> places(List<Piece> pieces, int index, Chunk chunk) {
        if (!known.containsKey(chunk)) {
            known = chunks.locate(chunksFrom(pieces, index), readableOwners);
        }
        return known.getOrDefault(chunk, List.of());
    }

    private static List<Chunk> chunksFrom(List<Piece> pieces, int index) {
        return pieces.subList(index, Math.min(index + Chunks.WINDOW, pieces.size())).stream()
                .<Chunk>mapMulti((piece, into) -> {
                    if (piece instanceof Piece.OfChunk of) {
                        into.accept(of.chunk());
                    }
                })
                .toList();
    }
}
