package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.pack.PackFormat;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.blob.plan.PullPlan;
import dev.stemma.blob.plan.Step;
import dev.stemma.blob.plan.Stretch;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes one plan: looks up where each chunk lies and takes the smallest frame that the puller can decode. For one use. */
final class PullPlanning {

    private final Recipes recipes;
    private final Chunks chunks;
    private final FrameFetcher fetcher;

    /** Where chunks lie in the files that the puller has. */
    private final Map<Digest, Stretch> here = new HashMap<>();

    /** Where chunks first lie in the file itself. */
    private final Map<Digest, Stretch> own = new LinkedHashMap<>();

    /** The frames to send; a chunk without one is sent raw. */
    private final Map<Digest, ChunkLocation> chosen = new HashMap<>();

    PullPlanning(Recipes recipes, Chunks chunks, FrameFetcher fetcher) {
        this.recipes = recipes;
        this.chunks = chunks;
        this.fetcher = fetcher;
    }

    Optional<PlannedPull> plan(Digest blob, List<Digest> have) {
        Recipe recipe = recipes.get(blob);
        if (!recipe.segments().stream().allMatch(Segment.OfChunk.class::isInstance)) {
            return Optional.empty();
        }
        for (int i = 0; i < have.size(); i++) {
            int file = i + 1;
            recipes.find(have.get(i)).ifPresent(other -> note(other, file, here));
        }
        note(recipe, Stretch.SAME_FILE, own);
        List<Chunk> parts = recipe.segments().stream()
                .map(Segment.OfChunk.class::cast)
                .map(Segment.OfChunk::chunk)
                .toList();
        choose(parts.stream()
                .filter(chunk -> !here.containsKey(chunk.digest()))
                .distinct()
                .toList());
        return Optional.of(planned(parts));
    }

    private static void note(Recipe recipe, int file, Map<Digest, Stretch> where) {
        long offset = 0;
        for (Segment segment : recipe.segments()) {
            if (segment instanceof Segment.OfChunk(var chunk)) {
                where.putIfAbsent(chunk.digest(), new Stretch(file, offset, chunk.sizeBytes()));
            }
            offset += segment.sizeBytes();
        }
    }

    private void choose(List<Chunk> wanted) {
        Predicate<Digest> reachable = base -> here.containsKey(base) || own.containsKey(base);
        for (int start = 0; start < wanted.size(); start += Chunks.WINDOW) {
            List<Chunk> some = wanted.subList(start, Math.min(start + Chunks.WINDOW, wanted.size()));
            chunks.locate(some, owner -> true)
                    .forEach((chunk, places) -> places.stream()
                            .filter(place -> place.depth() <= FrameDecoding.MAX_DEPTH)
                            .filter(place -> place.bases().stream().allMatch(reachable))
                            .min(Comparator.comparingInt(ChunkLocation::encodedBytes))
                            .ifPresent(place -> chosen.put(chunk.digest(), place)));
        }
        for (int depth = 1; depth <= FrameDecoding.MAX_DEPTH; depth++) {
            dropOutOfOrder(depth);
        }
    }

    /** A base that is fetched too must be there before what is decoded with it. */
    private void dropOutOfOrder(int depth) {
        chosen.values()
                .removeIf(place -> place.depth() == depth
                        && place.bases().stream().anyMatch(base -> !here.containsKey(base) && depthOf(base) >= depth));
    }

    private int depthOf(Digest chunk) {
        ChunkLocation place = chosen.get(chunk);
        return place == null ? 0 : place.depth();
    }

    private PlannedPull planned(List<Chunk> parts) {
        List<Step> steps = new ArrayList<>();
        List<PlannedFrames.Source> sources = new ArrayList<>();
        Map<Digest, Stretch> made = new HashMap<>();
        for (Chunk chunk : parts) {
            Stretch from = here.getOrDefault(chunk.digest(), made.get(chunk.digest()));
            if (from != null) {
                steps.add(new Step.Copy(from));
            } else {
                Optional<ChunkLocation> place = Optional.ofNullable(chosen.get(chunk.digest()))
                        .filter(found -> !found.bases().isEmpty() || found.encodedBytes() < chunk.sizeBytes());
                steps.add(step(chunk, place));
                sources.add(new PlannedFrames.Source(chunk, place));
                made.put(chunk.digest(), own.get(chunk.digest()));
            }
        }
        return new PlannedFrames(new PullPlan(steps), sources, new ChunkWindow(chunks, owner -> true), fetcher);
    }

    private Step.Frame step(Chunk chunk, Optional<ChunkLocation> place) {
        return place.map(found -> new Step.Frame(
                        chunk,
                        found.codec(),
                        found.depth(),
                        found.encodedBytes(),
                        found.bases().stream().map(this::where).toList()))
                .orElseGet(() -> new Step.Frame(chunk, PackFormat.CODEC_RAW, 0, chunk.sizeBytes(), List.of()));
    }

    private Stretch where(Digest base) {
        Stretch known = here.getOrDefault(base, own.get(base));
        if (known == null) {
            throw new IllegalStateException("a base was chosen that the puller can't reach");
        }
        return known;
    }
}
