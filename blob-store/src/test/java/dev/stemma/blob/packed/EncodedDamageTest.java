package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.Seed;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Frame;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Encoded packs that rot and an index that lies: never wrong bytes, and a bounded effort. */
final class EncodedDamageTest {

    private static final String OWNER = "alice";

    private final AtomicInteger opened = new AtomicInteger();
    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final LyingIndex index = new LyingIndex();
    private final PackedBlobStore store = Stores.open(counting(objects), index);

    private final Weights parent = Weights.trained(1, 2);
    private final Weights child = parent.tuned(2);
    private final Digest base = TestFiles.chunk(parent.tensors().getFirst()).digest();
    private final Digest leaning = TestFiles.chunk(child.tensors().getFirst()).digest();

    @BeforeEach
    void encode() {
        parent.push(store, OWNER);
        store.encode(OWNER, files(parent), List.of());
        child.push(store, OWNER);
        store.encode(OWNER, files(child), List.of(files(parent)));
        List<String> retired = index.retired(Instant.MAX, 100);
        retired.forEach(objects::delete);
        index.forget(retired);
        assertEquals(List.of(base), place(leaning).bases());
    }

    @Test
    void aFlippedBitAnywhereInAFrameIsDamageOfItsChunkAndOfThoseThatLeanOnIt() throws IOException {
        Random random = Seed.random("EncodedDamageTest");
        for (ObjectInfo pack : objects.list("packs/", "", 10)) {
            for (int round = 0; round < 30; round++) {
                long at = random.nextLong(pack.sizeBytes());
                Optional<ChunkLocation> hit = index.chunksIn(pack.key()).stream()
                        .filter(place -> at >= place.offset() && at < end(place) && place.codec() != 0)
                        .findFirst();
                flip(pack, (int) at, 1 << random.nextInt(8));
                if (hit.isPresent()) {
                    assertDamage(hit.get().chunk().digest());
                } else {
                    assertArrayEquals(parent.file(), read(parent));
                    assertArrayEquals(child.file(), read(child));
                }
                objects.put(pack.key(), original.length, new ByteArrayInputStream(original));
            }
        }
    }

    private byte[] original = new byte[0];

    private void assertDamage(Digest damaged) throws IOException {
        for (Weights file : List.of(parent, child)) {
            boolean own = index.chunksOf(file.digest()).contains(damaged);
            boolean leans = index.chunksOf(file.digest()).stream()
                    .anyMatch(chunk -> place(chunk).bases().contains(damaged));
            if (own || leans) {
                BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(file));
                assertTrue(e.digest().equals(damaged) || e.where().contains("base " + damaged), e::getMessage);
            } else {
                assertArrayEquals(file.file(), read(file));
            }
        }
    }

    private static long end(ChunkLocation place) {
        return place.offset() + Frame.headerBytes(place.bases().size()) + place.encodedBytes();
    }

    @Test
    void anotherOwnersCopyOfADamagedBaseIsUsed() throws IOException {
        PackWriter copy = TestFiles.pack(parent.tensors());
        store.putPack("bob", copy.digest(), copy.open(), copy.sizeBytes());
        ChunkLocation damaged =
                index.inner.locate(List.of(base)).getOrDefault(base, List.of()).getFirst();
        assertEquals(OWNER, damaged.owner());
        flip(objects.head(damaged.packKey()).orElseThrow(), (int) end(damaged) - 1, 4);
        assertArrayEquals(child.file(), read(child));
        assertArrayEquals(parent.file(), read(parent));
    }

    @Test
    void aBaseThatIsNowhereIsNamed() {
        index.lies.put(base, List.of());
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
        assertEquals(leaning, e.digest());
        assertTrue(e.where().contains("its base " + base + " is not stored"), e.where());
    }

    @Test
    void anotherFrameInThePlaceOfABaseIsNoticed() {
        ChunkLocation right = place(base);
        ChunkLocation other = place(TestFiles.chunk(parent.tensors().get(1)).digest());
        index.lies.put(base, List.of(at(right, other.packKey(), other.offset(), other.encodedBytes())));
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
        assertTrue(e.where().contains("base " + base) && e.where().contains("another frame"), e.where());
    }

    @Test
    void anotherChunkInThePlaceOfABaseIsNoticed() {
        index.lies.put(
                base, List.of(place(TestFiles.chunk(parent.tensors().get(1)).digest())));
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
        assertEquals(leaning, e.digest());
        assertTrue(e.where().contains("base " + base), e.where());
    }

    @Test
    void aPlaceThatIsTooDeepIsRefused() {
        for (int depth : new int[] {4, 200, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            index.lies.put(leaning, List.of(lying(place(leaning), List.of(base), depth)));
            BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
            assertTrue(e.where().contains("it lies " + depth + " steps deep"), e.where());
            index.lies.clear();
        }
    }

    @Test
    void chunksThatLeanOnEachOtherAreRefused() {
        ChunkLocation x = place(leaning);
        ChunkLocation y = place(base);
        index.lies.put(leaning, List.of(lying(x, List.of(base), 2), lying(x, List.of(base), 3)));
        index.lies.put(base, List.of(lying(y, List.of(leaning), 1), lying(y, List.of(leaning), 0)));
        opened.set(0);
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
        assertEquals(leaning, e.digest());
        assertTrue(e.where().contains("is not stored"), e.where());
        assertTrue(opened.get() < 20, () -> opened + " objects were opened");
    }

    /** Hundreds of places for each base, all bad, at three depths: what is tried must not be their product. */
    @Test
    void manyBadPlacesOfBasesCostABoundedEffort() {
        ChunkLocation x = place(leaning);
        List<ChunkLocation> bad = IntStream.range(0, 300)
                .mapToObj(i -> lying(place(base), List.of(base), 2 - i % 2))
                .toList();
        List<ChunkLocation> worse = new java.util.ArrayList<>(bad);
        for (int i = 0; i < 300; i++) {
            worse.add(at(place(base), "packs/00/gone.pack", 8 + i, 10));
        }
        index.lies.put(base, worse);
        index.lies.put(leaning, List.of(lying(x, List.of(base), 3)));
        opened.set(0);
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
        assertTrue(e.where().contains("more than 64 frames"), e.where());
        assertTrue(opened.get() < 1000, () -> opened + " objects were opened");
    }

    @Test
    void lengthsThatNoFrameHasTakeNoMemory() {
        Chunks chunks = new Chunks(index);
        FrameFetcher fetcher = new FrameFetcher(objects, new Decoders(Runtime.getRuntime()));
        ChunkLocation right = place(leaning);
        byte[] target = new byte[right.chunk().sizeBytes()];
        for (int length : new int[] {Integer.MAX_VALUE, 1 << 30, -1, Integer.MIN_VALUE}) {
            index.lies.put(leaning, List.of(at(right, right.packKey(), right.offset(), length)));
            ChunkWindow window = new ChunkWindow(chunks, owner -> true);
            window.again(right.chunk());
            long before = Allocations.bytes();
            BlobCorrupt e = assertThrows(
                    BlobCorrupt.class, () -> fetcher.fetch(right.chunk(), window, target, FrameFetcher.Check.DIGEST));
            assertTrue(Allocations.bytes() - before < 4_000_000, "much memory was taken");
            assertTrue(e.where().contains("no frame has " + length), e.where());
        }
    }

    @Test
    void moreBasesThanAFrameCanNameAreRefused() {
        index.lies.put(leaning, List.of(lying(place(leaning), java.util.Collections.nCopies(9, base), 1)));
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(child));
        assertTrue(e.where().contains("it has 9 bases"), e.where());
    }

    private static ChunkLocation lying(ChunkLocation place, List<Digest> bases, int depth) {
        return new ChunkLocation(
                place.chunk(),
                place.packKey(),
                place.owner(),
                place.offset(),
                place.encodedBytes(),
                Codec.DELTA.id(),
                bases,
                depth);
    }

    private static ChunkLocation at(ChunkLocation place, String packKey, long offset, int encodedBytes) {
        return new ChunkLocation(
                place.chunk(),
                packKey,
                place.owner(),
                offset,
                encodedBytes,
                place.codec(),
                place.bases(),
                place.depth());
    }

    private ChunkLocation place(Digest chunk) {
        return index.inner.locate(List.of(chunk)).getOrDefault(chunk, List.of()).getFirst();
    }

    private static SortedMap<String, Digest> files(Weights version) {
        return new TreeMap<>(Map.of("model.safetensors", version.digest()));
    }

    private byte[] read(Weights version) throws IOException {
        try (InputStream in = store.open(version.digest(), 0, version.file().length)) {
            return in.readAllBytes();
        }
    }

    private void flip(ObjectInfo object, int at, int bit) throws IOException {
        try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
            original = in.readAllBytes();
        }
        byte[] changed = original.clone();
        changed[at] ^= (byte) bit;
        objects.put(object.key(), changed.length, new ByteArrayInputStream(changed));
    }

    private ObjectStore counting(ObjectStore inner) {
        return new ObjectStore() {
            @Override
            public void put(String key, long length, InputStream bytes) {
                inner.put(key, length, bytes);
            }

            @Override
            public InputStream open(String key, long offset, long length) {
                opened.incrementAndGet();
                return inner.open(key, offset, length);
            }

            @Override
            public Optional<ObjectInfo> head(String key) {
                return inner.head(key);
            }

            @Override
            public List<ObjectInfo> list(String prefix, String after, int limit) {
                return inner.list(prefix, after, limit);
            }

            @Override
            public void delete(String key) {
                inner.delete(key);
            }
        };
    }

    /** An index that says of some chunks what it was told to. */
    private static final class LyingIndex extends PassingIndex {
        private final Map<Digest, List<ChunkLocation>> lies = new HashMap<>();

        LyingIndex() {
            super(new InMemoryBlobIndex());
        }

        @Override
        public Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
            Map<Digest, List<ChunkLocation>> told = new HashMap<>(inner.locate(chunks));
            for (Digest chunk : chunks) {
                List<ChunkLocation> lie = lies.get(chunk);
                if (lie != null) {
                    told.put(chunk, lie);
                }
            }
            return told;
        }
    }
}
