package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An encoding that dies at any point harms nothing. */
final class InterruptedEncodingTest {

    private static final String OWNER = "alice";
    private static final int MOST_CALLS = 500;

    private final Weights parent = Weights.trained(1, 2);
    private final Weights child = parent.tuned(2);

    @Test
    void filesOutliveAnyOneFailedCallAndTheNextEncodingTidiesUp() throws IOException {
        everyCall(false);
    }

    @Test
    void filesOutliveTheDeathOfTheProcessAtAnyCallAndTheNextEncodingTidiesUp() throws IOException {
        everyCall(true);
    }

    private void everyCall(boolean lasting) throws IOException {
        Set<String> hit = new TreeSet<>();
        for (int call = 1; call <= MOST_CALLS; call++) {
            Outage outage = new Outage(call, lasting);
            check(new InMemoryBlobIndex(), outage);
            if (outage.failed().isEmpty()) {
                assertTrue(
                        hit.containsAll(Set.of(
                                "before put",
                                "after put",
                                "at open",
                                "at locate",
                                "at chunksIn",
                                "before addPacks",
                                "after addPacks",
                                "before drop",
                                "after drop")),
                        hit::toString);
                return;
            }
            hit.add(outage.failed());
        }
        throw new AssertionError("Encoding takes more than " + MOST_CALLS + " calls");
    }

    /** What these tests look for can be found: with such an index a chunk is nowhere for a moment. */
    @Test
    void anIndexThatDropsPlacesBeforeItAddsOthersIsNoticed() {
        assertThrows(BlobCorrupt.class, () -> {
            for (int call = 1; call <= MOST_CALLS; call++) {
                Outage outage = new Outage(call, false);
                check(new HastyIndex(outage), outage);
            }
        });
    }

    private void check(BlobIndex index, Outage outage) throws IOException {
        ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
        PackedBlobStore store = Stores.open(objects, index);
        parent.push(store, OWNER);
        child.push(store, OWNER);
        try {
            encodeBoth(Stores.open(outage.over(objects), outage.over(index)));
            assertEquals("", outage.failed(), "a failure was not told of");
        } catch (StoreUnavailable e) {
            assertEquals("Outage " + outage.failed(), e.getMessage());
        }
        readBoth(store);
        encodeBoth(store);
        readBoth(store);
        sweep(objects, index);
        readBoth(store);
        assertObjectsAreThoseOfTheIndex(objects, index, outage.failed());
    }

    /**
     * A pack that was stored but not entered stays when it cannot be known whether it was entered, or when whoever stored it
     * died; there is one at most.
     */
    private void assertObjectsAreThoseOfTheIndex(ObjectStore objects, BlobIndex index, String failed) {
        Set<String> known = new HashSet<>();
        Set<String> strays = new HashSet<>();
        for (ObjectInfo pack : objects.list("packs/", "", 100)) {
            (index.chunksIn(pack.key()).isEmpty() ? strays : known).add(pack.key());
        }
        for (Weights file : List.of(parent, child)) {
            List<Digest> chunks = index.chunksOf(file.digest()).stream().toList();
            index.locate(chunks)
                    .values()
                    .forEach(places -> places.forEach(
                            place -> assertTrue(known.contains(place.packKey()), () -> "no object for " + place)));
        }
        Set<String> excused = Set.of("after put", "at open", "before addPacks");
        assertTrue(strays.size() <= (excused.contains(failed) ? 1 : 0), () -> strays + " are left after " + failed);
    }

    private void encodeBoth(PackedBlobStore store) {
        store.encode(OWNER, files(parent), List.of());
        store.encode(OWNER, files(child), List.of(files(parent)));
    }

    private static SortedMap<String, Digest> files(Weights version) {
        return new TreeMap<>(Map.of("model.safetensors", version.digest()));
    }

    private void readBoth(PackedBlobStore store) throws IOException {
        for (Weights file : List.of(parent, child)) {
            byte[] expected = file.file();
            try (InputStream in = store.open(file.digest(), 0, expected.length)) {
                assertArrayEquals(expected, in.readAllBytes());
            }
        }
    }

    private static void sweep(ObjectStore objects, BlobIndex index) {
        List<String> retired = index.retired(Instant.MAX, 100);
        retired.forEach(objects::delete);
        index.forget(retired);
    }

    /** Drops the old places of chunks before the new ones are there. */
    private static final class HastyIndex extends PassingIndex {
        private final Outage outage;
        private final Set<ChunkLocation> dropped = new HashSet<>();
        private boolean encoding;

        HastyIndex(Outage outage) {
            super(new InMemoryBlobIndex());
            this.outage = outage;
        }

        @Override
        public List<IndexedPack> addPacks(List<NewPack> packs) {
            encoding |=
                    packs.stream().anyMatch(pack -> pack.locations().stream().anyMatch(place -> place.codec() != 0));
            if (encoding) {
                packs.forEach(pack -> pack.locations().forEach(place -> {
                    Digest chunk = place.chunk().digest();
                    dropped.addAll(inner.locate(List.of(chunk)).getOrDefault(chunk, List.of()));
                }));
                outage.step("between drop and add");
            }
            return inner.addPacks(packs);
        }

        @Override
        public Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
            Map<Digest, List<ChunkLocation>> left = new HashMap<>();
            inner.locate(chunks).forEach((chunk, places) -> {
                List<ChunkLocation> kept = places.stream()
                        .filter(place -> !dropped.contains(place))
                        .toList();
                if (!kept.isEmpty()) {
                    left.put(chunk, kept);
                }
            });
            return left;
        }
    }
}
