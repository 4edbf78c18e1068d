package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.pack.PackFormat;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes files hot that were read often and whose chunks take work to read. */
final class Materialising {

    /** Frames shorter than this on average count as many small ones: then it is requests that take the time. */
    private static final long SMALL_FRAME_BYTES = 512 * 1024;

    private static final int FEW_FRAMES = 4;

    /** A file gains if one byte in so many is encoded. */
    private static final int ENCODED_SHARE = 10;

    private final Recipes recipes;
    private final Chunks chunks;
    private final Reading reading;
    private final HotFiles hot;

    Materialising(Recipes recipes, Chunks chunks, Reading reading, HotFiles hot) {
        this.recipes = recipes;
        this.chunks = chunks;
        this.reading = reading;
        this.hot = hot;
    }

    /** Looks at the file that waits the longest; false if none does. */
    boolean runOne() {
        return hot.nextDue()
                .map(file -> {
                    if (!hot.has(file)) {
                        recipes.find(file.digest()).filter(this::gains).ifPresent(recipe -> keep(file, recipe));
                    }
                    return true;
                })
                .orElse(false);
    }

    private void keep(BlobInfo file, Recipe recipe) {
        try (InputStream in = reading.fromPacks(recipe)) {
            hot.keep(file, in);
        } catch (IOException e) {
            throw new StoreUnavailable("Cannot read " + file.digest() + ": " + e.getMessage(), true, e);
        }
    }

    private boolean gains(Recipe recipe) {
        int frames = recipe.segments().size();
        if (frames > FEW_FRAMES && recipe.file().sizeBytes() / frames < SMALL_FRAME_BYTES) {
            return true;
        }
        List<Chunk> parts = new ArrayList<>();
        for (Segment segment : recipe.segments()) {
            if (segment instanceof Segment.OfChunk(var chunk)) {
                parts.add(chunk);
            }
        }
        long encoded = 0;
        for (int start = 0; start < parts.size(); start += Chunks.WINDOW) {
            encoded += encodedBytes(parts.subList(start, Math.min(start + Chunks.WINDOW, parts.size())));
        }
        return encoded >= recipe.file().sizeBytes() / ENCODED_SHARE;
    }

    /** Raw bytes of those of these chunks that are read from encoded frames. */
    private long encodedBytes(List<Chunk> parts) {
        Map<Chunk, List<ChunkLocation>> places = chunks.locate(parts, owner -> true);
        return parts.stream()
                .filter(chunk -> places.containsKey(chunk)
                        && places.getOrDefault(chunk, List.of()).getFirst().codec() != PackFormat.CODEC_RAW)
                .mapToLong(Chunk::sizeBytes)
                .sum();
    }
}
