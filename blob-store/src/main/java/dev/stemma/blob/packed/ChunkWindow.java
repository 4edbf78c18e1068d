package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where the chunks of a file lie, and the bases that decoding them takes, asked for some hundred at a time as reading goes
 * on. For one thread at a time.
 */
final class ChunkWindow {

    /** More bases than this are asked for when they are needed, so that a hostile index cannot fill the memory. */
    private static final int MOST_BASES = 8 * BlobIndex.MAX_BATCH;

    private final Chunks chunks;
    private final Predicate<String> readableOwners;
    private Map<Chunk, List<ChunkLocation>> known = Map.of();
    private final Map<Digest, List<ChunkLocation>> bases = new HashMap<>();

    ChunkWindow(Chunks chunks, Predicate<String> readableOwners) {
        this.chunks = chunks;
        this.readableOwners = readableOwners;
    }

    /** Makes sure that {@link #places} knows {@code pieces.get(index)}, which is this chunk, and those after it. */
    void reach(List<Piece> pieces, int index, Chunk chunk) {
        if (!known.containsKey(chunk)) {
            look(chunksFrom(pieces, index));
        }
    }

    /** Where this chunk lies as far as is known; the empty list if it is nowhere. */
    List<ChunkLocation> places(Chunk chunk) {
        return known.getOrDefault(chunk, List.of());
    }

    /** Where this base lies, in whatever owner's packs: whoever may read a chunk has its bases decoded for him. */
    List<ChunkLocation> basePlaces(Digest base) {
        return bases.computeIfAbsent(
                base, absent -> chunks.locateBases(List.of(absent)).getOrDefault(absent, List.of()));
    }

    /** Where this chunk lies now: the place that was known may have been replaced by a better one. */
    List<ChunkLocation> again(Chunk chunk) {
        look(List.of(chunk));
        return places(chunk);
    }

    private void look(List<Chunk> wanted) {
        known = chunks.locate(wanted, readableOwners);
        bases.clear();
        Set<Digest> next = basesOf(known.values());
        while (!next.isEmpty() && bases.size() + next.size() <= MOST_BASES) {
            Map<Digest, List<ChunkLocation>> found = chunks.locateBases(List.copyOf(next));
            next.forEach(base -> bases.put(base, found.getOrDefault(base, List.of())));
            next = basesOf(found.values());
        }
    }

    private Set<Digest> basesOf(Collection<List<ChunkLocation>> places) {
        Set<Digest> unknown = new HashSet<>();
        places.forEach(list -> list.forEach(place -> unknown.addAll(place.bases())));
        unknown.removeAll(bases.keySet());
        return unknown;
    }

    private static List<Chunk> chunksFrom(List<Piece> pieces, int index) {
        List<Chunk> following = new ArrayList<>();
        for (Piece piece : pieces.subList(index, Math.min(index + Chunks.WINDOW, pieces.size()))) {
            if (piece instanceof Piece.OfChunk of) {
                following.add(of.chunk());
            }
        }
        return following;
    }
}
