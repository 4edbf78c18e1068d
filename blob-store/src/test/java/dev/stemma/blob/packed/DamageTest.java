package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.BlobStoreContract;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.PackInfo;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.PackWriter;
import dev.stemma.blob.packed.FrameFetcher.Check;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Stored bytes that rot: never wrong bytes, always the place. */
final class DamageTest {

    private static final Predicate<String> OWNER = "alice"::equals;

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final BlobStore store = Stores.open(objects, index);

    private final byte[] bytes = TestFiles.random(1, 1000);
    private final List<byte[]> pieces = TestFiles.cut(bytes, 100);
    private final List<Chunk> chunks = TestFiles.chunks(pieces);
    private final Digest blob = Digest.of(bytes);

    @Test
    void aDamagedChunkIsReportedBeforeItsFirstByteIsHandedOut() throws IOException {
        push();
        ObjectInfo pack = onlyPack();
        flip(pack, payloadOf(3) + 50);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        BlobCorrupt e;
        try (InputStream in = store.open(blob, 0, bytes.length)) {
            e = assertThrows(BlobCorrupt.class, () -> in.transferTo(given));
        }
        assertArrayEquals(Arrays.copyOf(bytes, 300), given.toByteArray());
        assertEquals(chunks.get(3).digest(), e.digest());
        assertTrue(e.where().contains(pack.key()), e.where());
    }

    @Test
    void withoutTheCheckWrongBytesWouldBeHandedOut() throws IOException {
        push();
        flip(onlyPack(), payloadOf(3) + 50);
        Chunks found = new Chunks(index);
        Reading reading = new Reading(
                new Recipes(objects, index, new Keys(UUID::randomUUID)),
                found,
                new FrameFetcher(objects, new Decoders(Runtime.getRuntime())),
                HotFiles.none(objects));
        try (InputStream in = reading.open(chunks, OWNER, Check.NONE)) {
            assertNotEquals(blob, Digest.of(in.readAllBytes()));
        }
    }

    @Test
    void theContractCatchesAStoreThatDoesNotVerify() {
        Chunks found = new Chunks(index);
        Reading reading = new Reading(
                new Recipes(objects, index, new Keys(UUID::randomUUID)),
                found,
                new FrameFetcher(objects, new Decoders(Runtime.getRuntime())),
                HotFiles.none(objects));
        StoreFixture careless = new StoreFixture(new CarelessStore(store, reading), objects);
        assertThrows(AssertionError.class, () -> BlobStoreContract.assertDamageIsNoticed(careless));
    }

    /** Reads the chunks of the last assembled file without checking them. */
    private static final class CarelessStore implements BlobStore {
        private final BlobStore careful;
        private final Reading reading;
        private List<Chunk> assembled = List.of();

        CarelessStore(BlobStore careful, Reading reading) {
            this.careful = careful;
            this.reading = reading;
        }

        @Override
        public InputStream open(Digest blob, long offset, long length) {
            return reading.open(assembled, OWNER, Check.NONE);
        }

        @Override
        public BlobInfo assemble(
                String owner, Digest blob, long sizeBytes, List<Chunk> parts, Predicate<String> readableOwners) {
            assembled = parts;
            return careful.assemble(owner, blob, sizeBytes, parts, readableOwners);
        }

        @Override
        public Optional<BlobInfo> find(Digest blob) {
            return careful.find(blob);
        }

        @Override
        public BlobInfo put(String owner, InputStream in, Digest expected, long expectedSizeBytes) {
            return careful.put(owner, in, expected, expectedSizeBytes);
        }

        @Override
        public BitSet missing(List<Chunk> wanted, Predicate<String> readableOwners) {
            return careful.missing(wanted, readableOwners);
        }

        @Override
        public PackInfo putPack(String owner, Digest packDigest, InputStream pack, long sizeBytes) {
            return careful.putPack(owner, packDigest, pack, sizeBytes);
        }
    }

    @Test
    void bytesOfSoundChunksCanStillBeRead() throws IOException {
        push();
        flip(onlyPack(), payloadOf(3));
        assertArrayEquals(Arrays.copyOfRange(bytes, 400, 1000), read(400, 600));
        assertThrows(BlobCorrupt.class, () -> read(399, 1));
    }

    @Test
    void everyByteOfAPackMattersOrDoesNotReachTheReader() throws IOException {
        push();
        ObjectInfo pack = onlyPack();
        for (int at = 0; at < pack.sizeBytes(); at += 7) {
            flip(pack, at);
            try {
                assertArrayEquals(bytes, read(0, bytes.length));
            } catch (BlobCorrupt e) {
                assertTrue(e.where().contains(pack.key()));
            }
            flip(pack, at);
        }
    }

    @Test
    void anotherCopyOfAChunkIsUsedWhenOneIsDamagedOrGone() throws IOException {
        push();
        ObjectInfo first = onlyPack();
        PackWriter copy = TestFiles.pack(pieces);
        store.putPack("bob", copy.digest(), copy.open(), copy.sizeBytes());
        flip(first, payloadOf(3));
        assertArrayEquals(bytes, read(0, bytes.length));
        objects.delete(first.key());
        assertArrayEquals(bytes, read(0, bytes.length));
    }

    @Test
    void aLostPackIsDamageOfItsChunks() {
        push();
        objects.delete(onlyPack().key());
        BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> read(0, 1));
        assertEquals(chunks.getFirst().digest(), e.digest());
    }

    @Test
    void aShortenedPackIsDamageOfTheChunksThatAreGone() throws IOException {
        push();
        ObjectInfo pack = onlyPack();
        byte[] half = Arrays.copyOf(bytesOf(pack), payloadOf(5) + 10);
        objects.put(pack.key(), half.length, new ByteArrayInputStream(half));
        assertArrayEquals(Arrays.copyOf(bytes, 500), read(0, 500));
        assertThrows(BlobCorrupt.class, () -> read(0, bytes.length));
    }

    @Test
    void aDamagedOrLostRecipeIsDamageOfItsFile() throws IOException {
        push();
        ObjectInfo recipe = objects.list("recipes/", "", 2).getFirst();
        flip(recipe, 60);
        BlobCorrupt damaged = assertThrows(BlobCorrupt.class, () -> read(0, 1));
        assertEquals(blob, damaged.digest());
        assertTrue(damaged.where().contains(recipe.key()));
        objects.delete(recipe.key());
        assertThrows(BlobCorrupt.class, () -> read(0, 1));
    }

    @Test
    void assemblingNamesTheDamagedChunk() throws IOException {
        sendPack();
        flip(onlyPack(), payloadOf(7));
        BlobCorrupt e = assertThrows(BlobCorrupt.class, this::assemble);
        assertEquals(chunks.get(7).digest(), e.digest());
        assertTrue(store.find(blob).isEmpty());
    }

    @Test
    void assemblingGoesRoundADamagedChunkIfThereIsAnotherCopy() throws IOException {
        sendPack();
        flip(onlyPack(), payloadOf(7));
        PackWriter copy = TestFiles.pack(pieces.subList(7, 8));
        store.putPack("alice", copy.digest(), copy.open(), copy.sizeBytes());
        assemble();
        assertFalse(store.find(blob).isEmpty());
        assertArrayEquals(bytes, read(0, bytes.length));
    }

    private void push() {
        sendPack();
        assemble();
    }

    private void sendPack() {
        PackWriter pack = TestFiles.pack(pieces);
        store.putPack("alice", pack.digest(), pack.open(), pack.sizeBytes());
    }

    private void assemble() {
        store.assemble("alice", blob, bytes.length, chunks, OWNER);
    }

    private static int payloadOf(int piece) {
        return 8 + piece * (52 + 100) + 52;
    }

    private ObjectInfo onlyPack() {
        return objects.list("packs/", "", 2).getFirst();
    }

    private byte[] bytesOf(ObjectInfo object) throws IOException {
        try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
            return in.readAllBytes();
        }
    }

    private void flip(ObjectInfo object, int at) throws IOException {
        byte[] changed = bytesOf(object);
        changed[at] ^= 1;
        objects.put(object.key(), changed.length, new ByteArrayInputStream(changed));
    }

    private byte[] read(long offset, long length) throws IOException {
        try (InputStream in = store.open(blob, offset, length)) {
            return in.readAllBytes();
        }
    }
}
