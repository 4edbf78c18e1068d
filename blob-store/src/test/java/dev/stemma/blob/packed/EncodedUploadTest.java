package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Base;
import dev.stemma.blob.codec.ChunkEncoder;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Frame;
import dev.stemma.blob.pack.PackWriter;
import dev.stemma.format.ElementType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packs that someone else encoded: decoded before they are believed, and never against what the sender may not read. */
final class EncodedUploadTest {

    private static final Predicate<String> ALICE = "alice"::equals;

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final PackedBlobStore store = Stores.open(objects, index);

    private final Weights first = Weights.trained(1, 2);
    private final Weights second = first.tuned(2);
    private final Chunk base = TestFiles.chunk(first.tensors().getFirst());
    private final Chunk tuned = TestFiles.chunk(second.tensors().getFirst());
    private Encoding delta = encoded(0);

    @BeforeEach
    void push() {
        first.push(store, "alice");
    }

    /** The first tensor as differences to its parent's, whose depth is said to be this. */
    private Encoding encoded(int baseDepth) {
        try (ChunkEncoder encoder = new ChunkEncoder()) {
            Base parent = new Base(base.digest(), Span.of(first.tensors().getFirst()), baseDepth);
            Encoding found =
                    encoder.encode(Span.of(second.tensors().getFirst()), ElementType.F32, List.of(parent), List.of());
            assertEquals(Codec.DELTA, found.codec());
            byte[] own =
                    java.util.Arrays.copyOf(found.bytes().array(), found.bytes().length());
            return new Encoding(found.codec(), found.bases(), found.depth(), Span.of(own));
        }
    }

    private static PackWriter pack(Chunk chunk, Encoding encoding) {
        byte[] bytes = encoding.bytes().array();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        Frame frame = new Frame(
                chunk, encoding.codec().id(), encoding.bases(), encoding.depth(), bytes.length, (int) crc.getValue());
        return new PackWriter().add(frame, () -> new ByteArrayInputStream(bytes));
    }

    private void put(String owner, PackWriter pack, Predicate<String> readable) {
        store.putEncodedPack(owner, pack.digest(), pack.open(), pack.sizeBytes(), readable);
    }

    private void assertRefused(String owner, PackWriter pack, Predicate<String> readable, Chunk chunk) {
        int before = objects.list("packs/", "", 100).size();
        assertThrows(PackInvalid.class, () -> put(owner, pack, readable));
        assertEquals(before, objects.list("packs/", "", 100).size(), "nothing of it stays");
        assertEquals(1, store.missing(List.of(chunk), any -> true).cardinality());
    }

    @Test
    void anEncodedChunkIsTakenAndServed() throws Exception {
        put("alice", pack(tuned, delta), ALICE);
        assertEquals(new BitSet(), store.missing(List.of(tuned), ALICE));
        byte[] raw = second.tensors().getFirst();
        store.assemble("alice", tuned.digest(), raw.length, List.of(tuned), ALICE);
        try (InputStream in = store.open(tuned.digest(), 0, raw.length)) {
            assertArrayEquals(raw, in.readAllBytes());
        }
    }

    @Test
    void repeatingItChangesNothing() {
        put("alice", pack(tuned, delta), ALICE);
        int before = objects.list("packs/", "", 100).size();
        put("alice", pack(tuned, delta), ALICE);
        assertEquals(before, objects.list("packs/", "", 100).size());
    }

    @Test
    void aBaseThatTheSenderMayNotReadIsLikeOneThatIsNotStored() {
        assertRefused("bob", pack(tuned, delta), "bob"::equals, tuned);
        put("bob", pack(tuned, delta), any -> true);
    }

    @Test
    void aFrameThatMakesAnotherChunkIsRefused() {
        Chunk other = new Chunk(Digest.of(new byte[] {1}), tuned.sizeBytes());
        assertRefused("alice", pack(other, delta), ALICE, other);
        byte[] harmed = delta.bytes().array().clone();
        harmed[harmed.length - 5] ^= 1;
        assertRefused(
                "alice",
                pack(tuned, new Encoding(delta.codec(), delta.bases(), delta.depth(), Span.of(harmed))),
                ALICE,
                tuned);
    }

    @Test
    void depthsAreThoseOfReadablePacksAndMustBeKept() {
        assertArrayEquals(new byte[] {1, 0}, store.depths(List.of(base.digest(), tuned.digest()), ALICE));
        assertArrayEquals(new byte[] {0}, store.depths(List.of(base.digest()), "bob"::equals));
        put("alice", pack(tuned, delta), ALICE);
        assertArrayEquals(new byte[] {2}, store.depths(List.of(tuned.digest()), ALICE));
        Encoding level = new Encoding(delta.codec(), List.of(tuned.digest()), 1, delta.bytes());
        Chunk next = new Chunk(Digest.of(new byte[] {2}), tuned.sizeBytes());
        assertRefused("alice", pack(next, level), ALICE, next);
        Encoding tooDeep = new Encoding(delta.codec(), delta.bases(), 4, delta.bytes());
        assertRefused("alice", pack(next, tooDeep), ALICE, next);
        Encoding without = new Encoding(Codec.ZSTD, List.of(), 1, delta.bytes());
        assertRefused("alice", pack(next, without), ALICE, next);
    }

    @Test
    void aSmallPackCannotAskForEndlessDecoding() {
        PackWriter bomb = new PackWriter();
        byte[] bytes = new byte[16];
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        for (int i = 0; i < 65; i++) {
            Chunk chunk = new Chunk(Digest.of(new byte[] {(byte) i}), Chunk.MAX_BYTES);
            bomb.add(
                    new Frame(chunk, Codec.ZSTD.id(), List.of(), 0, bytes.length, (int) crc.getValue()),
                    () -> new ByteArrayInputStream(bytes));
        }
        PackInvalid refused = assertThrows(PackInvalid.class, () -> put("alice", bomb, ALICE));
        assertTrue(String.valueOf(refused.getMessage()).contains("more than"), refused::getMessage);
    }
}
