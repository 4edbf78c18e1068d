package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.packed.FrameFetcher.Check;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.Segment;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** Opens files and lists of chunks as streams. */
final class Reading {

    /** So many chunks are fetched ahead at once over all streams; a stream that gets no turn reads one by one. */
    private static final int CHUNKS_AHEAD = 8;

    private final Recipes recipes;
    private final Chunks chunks;
    private final FrameFetcher fetcher;
    private final HotFiles hot;
    private final Semaphore ahead = new Semaphore(CHUNKS_AHEAD);

    Reading(Recipes recipes, Chunks chunks, FrameFetcher fetcher, HotFiles hot) {
        this.recipes = recipes;
        this.chunks = chunks;
        this.fetcher = fetcher;
        this.hot = hot;
    }

    InputStream open(Digest blob, long offset, long length) {
        Recipe recipe = recipes.get(blob);
        Objects.checkFromIndexSize(offset, length, recipe.file().sizeBytes());
        List<Piece> pieces = new Cutting(recipes).pieces(recipe, offset, length);
        PieceSource packs = packs(pieces, owner -> true, Check.DIGEST);
        boolean suits = hot.suits(recipe.file()) && !hasSlices(recipe);
        return stream(pieces, suits ? new HotPieces(hot, recipe.file(), offset, pieces, packs) : packs);
    }

    /** A slice's chunks may start before the file does, and end behind it. */
    private static boolean hasSlices(Recipe recipe) {
        return recipe.segments().stream().anyMatch(Segment.OfSlice.class::isInstance);
    }

    /** A whole file, not as if somebody had asked for it. */
    InputStream fromPacks(Recipe recipe) {
        List<Piece> pieces =
                new Cutting(recipes).pieces(recipe, 0, recipe.file().sizeBytes());
        return stream(pieces, packs(pieces, owner -> true, Check.DIGEST));
    }

    /** Whole chunks as bytes to look into here and there, from whatever owner's packs. */
    StoredBytes view(List<Chunk> parts) {
        List<Piece> pieces = parts.stream().map(Piece::whole).toList();
        return new StoredBytes(pieces, new ChunkWindow(chunks, owner -> true), fetcher);
    }

    /** The chunks one after the other, from readable owners' packs. */
    InputStream open(List<Chunk> parts, Predicate<String> readableOwners, Check check) {
        List<Piece> pieces = parts.stream().map(Piece::whole).toList();
        return stream(pieces, packs(pieces, readableOwners, check));
    }

    private PieceSource packs(List<Piece> pieces, Predicate<String> readableOwners, Check check) {
        return new PackPieces(pieces, new ChunkWindow(chunks, readableOwners), fetcher, check);
    }

    private InputStream stream(List<Piece> pieces, PieceSource source) {
        return new PieceStream(pieces, source, ahead);
    }
}
