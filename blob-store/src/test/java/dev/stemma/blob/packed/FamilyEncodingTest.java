package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.FamilyEncoder.Encoded;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Encoding a version's files anew: fewer bytes, the same files. */
final class FamilyEncodingTest {

    private static final String OWNER = "alice";

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final PackedBlobStore store = Stores.open(objects, index);

    private final Weights first = Weights.trained(1, 3);

    @Test
    void aFileStaysTheSameAndTakesFewerBytes() throws IOException {
        first.push(store, OWNER);
        List<ObjectInfo> recipes = objects.list("recipes/", "", 10);
        long before = packBytes();
        Encoded done = encode(first);
        assertTrue(packBytes() < before * 0.95, "of " + before + " bytes " + packBytes() + " are left");
        assertTrue(done.afterBytes() < done.beforeBytes());
        assertArrayEquals(first.file(), read(first));
        assertEquals(recipes, objects.list("recipes/", "", 10), "recipes never change");
        assertEquals(Codec.PLANES.id(), place(first, 1).codec());
    }

    @Test
    void aFineTuneIsStoredAsDifferencesToItsParent() throws IOException {
        first.push(store, OWNER);
        encode(first);
        long before = packBytes();
        Weights second = first.tuned(2).push(store, OWNER);
        encode(second, first);
        ChunkLocation place = place(second, 1);
        assertEquals(Codec.DELTA.id(), place.codec());
        assertEquals(List.of(TestFiles.chunk(first.tensors().get(0)).digest()), place.bases());
        assertTrue(packBytes() - before < second.file().length * 0.5);
        assertArrayEquals(second.file(), read(second));
        assertArrayEquals(first.file(), read(first));
    }

    @Test
    void aChainOfFineTunesStaysWithinThreeSteps() throws IOException {
        Weights previous = first.push(store, OWNER);
        encode(previous);
        for (int version = 2; version <= 7; version++) {
            Weights next = previous.tuned(version).push(store, OWNER);
            encode(next, previous);
            assertTrue(place(next, 1).depth() <= FrameDecoding.MAX_DEPTH);
            assertArrayEquals(next.file(), read(next), "version " + version);
            previous = next;
        }
        assertArrayEquals(first.file(), read(first));
    }

    @Test
    void whatIsUnchangedIsStoredOnce() throws IOException {
        first.push(store, OWNER);
        encode(first);
        long before = packBytes();
        Weights second =
                first.with(2, Weights.trained(9, 1).tensors().getFirst()).push(store, OWNER);
        encode(second, first);
        assertTrue(packBytes() - before < 170_000, (packBytes() - before) + " bytes more");
        assertArrayEquals(second.file(), read(second));
    }

    @Test
    void encodingTwiceChangesNothing() {
        first.push(store, OWNER);
        encode(first);
        List<ObjectInfo> packs = objects.list("packs/", "", 100);
        assertEquals(new Encoded(0, 0, 0), encode(first));
        assertEquals(packs, objects.list("packs/", "", 100));
    }

    /** When its parent becomes known later, what was encoded alone is encoded again. */
    @Test
    void aParentThatComesLaterStillHelps() throws IOException {
        Weights second = first.tuned(2).push(store, OWNER);
        encode(second);
        long alone = packBytes();
        first.push(store, OWNER);
        encode(first);
        long both = packBytes();
        encode(second, first);
        assertTrue(packBytes() < both - alone / 4);
        assertArrayEquals(second.file(), read(second));
        assertEquals(Codec.DELTA.id(), place(second, 1).codec());
    }

    @Test
    void whatElseLiesInThePacksGoesAlong() throws IOException {
        byte[] stray = "{\"a\": 1}".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        first.push(store, OWNER, stray);
        List<ObjectInfo> pushed = objects.list("packs/", "", 10);
        encode(first);
        assertEquals(Optional.empty(), objects.head(pushed.getFirst().key()));
        assertEquals(new BitSet(), store.missing(List.of(TestFiles.chunk(stray)), OWNER::equals));
        assertArrayEquals(first.file(), read(first));
    }

    @Test
    void noiseIsLeftWhereItIs() throws IOException {
        byte[] noise = TestFiles.random(5, 300_000);
        store.put(OWNER, new java.io.ByteArrayInputStream(noise), Digest.of(noise), noise.length);
        List<ObjectInfo> packs = objects.list("packs/", "", 10);
        store.encode(OWNER, new TreeMap<>(java.util.Map.of("noise.bin", Digest.of(noise))), List.of());
        sweep();
        assertEquals(packs, objects.list("packs/", "", 10));
    }

    @Test
    void aDamagedChunkIsLeftAndTheOthersAreEncoded() throws IOException {
        first.push(store, OWNER);
        ChunkLocation damaged = place(first, 2);
        byte[] pack;
        try (InputStream in = objects.open(damaged.packKey(), 0, packBytes())) {
            pack = in.readAllBytes();
        }
        pack[(int) damaged.offset() + 1000] ^= 1;
        objects.delete(damaged.packKey());
        objects.put(damaged.packKey(), pack.length, new java.io.ByteArrayInputStream(pack));
        encode(first);
        assertEquals(Codec.PLANES.id(), place(first, 1).codec());
        assertEquals(Codec.PLANES.id(), place(first, 3).codec());
        assertEquals(damaged, place(first, 2));
        assertThrows(BlobCorrupt.class, () -> read(first));
    }

    /** As those are that were pushed before the index kept chunks. */
    @Test
    void theChunksOfAFileThatWasAddedWithoutThemAreSupplied() {
        PassingIndex forgetful = new PassingIndex(index) {
            @Override
            public IndexedBlob addBlob(IndexedBlob blob, Collection<Digest> chunks) {
                return inner.addBlob(blob, List.of());
            }
        };
        first.push(Stores.open(objects, forgetful), OWNER);
        assertEquals(Set.of(), index.chunksOf(first.digest()));
        encode(first);
        assertEquals(
                TestFiles.chunks(first.pieces()).stream().map(Chunk::digest).collect(Collectors.toSet()),
                index.chunksOf(first.digest()));
    }

    /** A name that may be read may be deduplicated against, whatever its chunks are encoded with. */
    @Test
    void encodedChunksAreStillOfferedToTheirOwnerAndNobodyElse() {
        first.push(store, OWNER);
        encode(first);
        var chunks = TestFiles.chunks(first.pieces());
        assertEquals(new BitSet(), store.missing(chunks, OWNER::equals));
        assertEquals(chunks.size(), store.missing(chunks, "bob"::equals).cardinality());
    }

    @Test
    void aBaseMayBelongToAnotherOwner() throws IOException {
        first.push(store, "bob");
        encode("bob", first);
        Weights second = first.tuned(2).push(store, OWNER);
        encode(second, first);
        assertEquals(Codec.DELTA.id(), place(second, 1).codec());
        assertArrayEquals(second.file(), read(second));
    }

    @Test
    void aFileMadeOfEncodedChunksIsVerifiedLikeAnyOther() throws IOException {
        first.push(store, OWNER);
        encode(first);
        byte[] other = java.util.Arrays.copyOf(
                first.file(), first.file().length - first.tensors().getLast().length);
        store.assemble(
                OWNER,
                Digest.of(other),
                other.length,
                TestFiles.chunks(first.pieces().subList(0, 3)),
                OWNER::equals);
        try (InputStream in = store.open(Digest.of(other), 0, other.length)) {
            assertArrayEquals(other, in.readAllBytes());
        }
    }

    @Test
    void anyRangeOfAnEncodedFileCanBeRead() throws IOException {
        first.push(store, OWNER);
        encode(first);
        byte[] file = first.file();
        for (int offset : new int[] {0, 7, 100_000, file.length - 9}) {
            int length = Math.min(200_001, file.length - offset);
            try (InputStream in = store.open(first.digest(), offset, length)) {
                assertArrayEquals(java.util.Arrays.copyOfRange(file, offset, offset + length), in.readAllBytes());
            }
        }
    }

    /** A download that is under way when the packs it reads are replaced and removed goes on from the new ones. */
    @Test
    void aReaderOutlivesTheRemovalOfThePackThatItReads() throws IOException {
        first.push(store, OWNER);
        try (InputStream in = store.open(first.digest(), 0, first.file().length)) {
            byte[] head = in.readNBytes(10);
            encode(first);
            byte[] all = java.util.Arrays.copyOf(head, first.file().length);
            in.readNBytes(all, head.length, all.length - head.length);
            assertArrayEquals(first.file(), all);
        }
    }

    private Encoded encode(Weights version, Weights... parents) {
        return encode(OWNER, version, parents);
    }

    private Encoded encode(String owner, Weights version, Weights... parents) {
        List<SortedMap<String, Digest>> relatives = java.util.Arrays.stream(parents)
                .<SortedMap<String, Digest>>map(FamilyEncodingTest::files)
                .toList();
        Encoded done = store.encode(owner, files(version), relatives);
        sweep();
        return done;
    }

    private static SortedMap<String, Digest> files(Weights version) {
        return new TreeMap<>(java.util.Map.of("model.safetensors", version.digest()));
    }

    /** Removes the objects of packs that were replaced. */
    private void sweep() {
        List<String> retired = index.retired(Instant.MAX, 100);
        retired.forEach(objects::delete);
        index.forget(retired);
    }

    private long packBytes() {
        return objects.list("packs/", "", 1000).stream()
                .mapToLong(ObjectInfo::sizeBytes)
                .sum();
    }

    private ChunkLocation place(Weights version, int piece) {
        Digest chunk = TestFiles.chunk(version.pieces().get(piece)).digest();
        return index.locate(List.of(chunk)).getOrDefault(chunk, List.of()).getFirst();
    }

    private byte[] read(Weights version) throws IOException {
        try (InputStream in = store.open(version.digest(), 0, version.file().length)) {
            return in.readAllBytes();
        }
    }
}
