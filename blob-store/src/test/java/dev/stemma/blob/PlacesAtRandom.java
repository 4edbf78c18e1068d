package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.BaseNotStored;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that encode few chunks against each other at random depths and drop places at random, knowing only what they
 * located a moment before, as encoders of several versions do. The invariant is looked at all the time: one look-up of all
 * chunks sees one moment.
 */
final class PlacesAtRandom {

    private static final int THREADS = 4;
    private static final int CHUNKS = 12;
    private static final List<String> OWNERS = List.of("alice", "bob");

    private record Stored(String owner, Digest chunk) {}

    private final BlobIndex index;
    private final String run;
    private final int steps;
    private final List<Digest> chunks = new ArrayList<>();
    private final Set<Stored> everStored = ConcurrentHashMap.newKeySet();
    private final AtomicInteger packs = new AtomicInteger();
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    PlacesAtRandom(BlobIndex index, String run, int steps) {
        this.index = index;
        this.run = run;
        this.steps = steps;
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(Digest.of((run + "chunk" + i).getBytes(StandardCharsets.UTF_8)));
        }
    }

    void run() throws Exception {
        Random seeds = Seed.random("places at random");
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seeds.nextLong());
            work.add(() -> steps(random));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Boolean> one : threads.invokeAll(work)) {
                assertTrue(one.get());
            }
        }
        checkInvariant();
        checkNothingLost();
        assertTrue(added.get() > 0 && refused.get() > 0 && dropped.get() > 0, "the run tried every way: " + this);
    }

    @Override
    public String toString() {
        return added + " packs added, " + refused + " refused, " + dropped + " places dropped";
    }

    private boolean steps(Random random) {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(5) < 3) {
                add(random);
            } else {
                drop(random);
            }
            if (i % 4 == 0) {
                checkInvariant();
            }
        }
        return true;
    }

    private void add(Random random) {
        String owner = OWNERS.get(random.nextInt(OWNERS.size()));
        String name = run + "-random-" + packs.incrementAndGet();
        List<ChunkLocation> places = new ArrayList<>();
        int frames = 1 + random.nextInt(3);
        for (int i = 0; i < frames; i++) {
            places.add(frame(owner, "packs/00/" + name + ".pack", i, random));
        }
        Digest digest = Digest.of(name.getBytes(StandardCharsets.UTF_8));
        try {
            index.addPacks(List.of(
                    new NewPack(new IndexedPack("packs/00/" + name + ".pack", owner, digest, 4711, frames), places)));
        } catch (BaseNotStored e) {
            refused.incrementAndGet();
            return;
        }
        added.incrementAndGet();
        places.forEach(place -> everStored.add(new Stored(owner, place.chunk().digest())));
    }

    private ChunkLocation frame(String owner, String key, int position, Random random) {
        int depth = random.nextInt(4);
        List<Digest> bases = new ArrayList<>();
        for (int i = 0; depth > 0 && i <= random.nextInt(2); i++) {
            bases.add(any(random));
        }
        return new ChunkLocation(
                new Chunk(any(random), 1000), key, owner, 8 + 2000L * position, 900, depth, bases, depth);
    }

    private void drop(Random random) {
        List<ChunkLocation> places = new ArrayList<>();
        index.locate(List.of(any(random), any(random))).values().forEach(places::addAll);
        places.removeIf(place -> random.nextInt(4) == 0);
        dropped.addAndGet(index.drop(places, BlobPlacesContract.NOW));
    }

    private Digest any(Random random) {
        return chunks.get(random.nextInt(chunks.size()));
    }

    private void checkInvariant() {
        Map<Digest, List<ChunkLocation>> moment = index.locate(chunks);
        for (List<ChunkLocation> places : moment.values()) {
            for (ChunkLocation place : places) {
                for (Digest base : place.bases()) {
                    assertTrue(
                            moment.getOrDefault(base, List.of()).stream()
                                    .anyMatch(below -> below.depth() < place.depth()),
                            () -> place + " leans on a chunk of which there are only " + moment.get(base));
                }
            }
        }
    }

    /** With the invariant, a chunk that has any place can be decoded. */
    private void checkNothingLost() {
        Map<Digest, List<ChunkLocation>> end = index.locate(chunks);
        for (Stored stored : everStored) {
            assertTrue(
                    end.getOrDefault(stored.chunk(), List.of()).stream()
                            .anyMatch(place -> place.owner().equals(stored.owner())),
                    () -> stored + " is gone");
        }
    }
}
