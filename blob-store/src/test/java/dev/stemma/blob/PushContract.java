package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.ChunksMissing;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every blob store promises to a push: packs in, files put together from their chunks. Each test starts with an empty
 * store.
 */
abstract class PushContract {

    static final Predicate<String> ALICE = "alice"::equals;
    private static final Predicate<String> BOB = "bob"::equals;
    private static final Predicate<String> EVERYONE = Set.of("alice", "bob")::contains;
    private static final Predicate<String> NOBODY = Set.<String>of()::contains;

    private @Nullable StoreFixture opened;

    /** A store without files. */
    protected abstract StoreFixture emptyStore() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        opened = emptyStore();
    }

    StoreFixture fixture() {
        return Objects.requireNonNull(opened);
    }

    BlobStore store() {
        return fixture().blobs();
    }

    ObjectStore objects() {
        return fixture().objects();
    }

    int objectCount() {
        return objects().list("", "", 1000).size();
    }

    @Nested
    class Pack {

        private final List<byte[]> pieces = TestFiles.cut(TestFiles.random(20, 5000), 600);
        private final PackWriter pack = TestFiles.pack(pieces);

        @Test
        void itsChunksAreThereAfterwards() {
            List<Chunk> chunks = TestFiles.chunks(pieces);
            assertEquals(allOf(chunks), store().missing(chunks, EVERYONE));
            PackInfo info = send("alice", pack);
            assertEquals(new PackInfo(pack.digest(), pack.sizeBytes(), pieces.size()), info);
            assertEquals(new BitSet(), store().missing(chunks, EVERYONE));
        }

        @Test
        void sendingItAgainGivesTheSameAnswerWithoutReading() {
            PackInfo first = send("alice", pack);
            InputStream unreadable = BrokenStream.after(new byte[0], new IllegalStateException("was read"));
            assertEquals(first, store().putPack("alice", pack.digest(), unreadable, pack.sizeBytes()));
            assertEquals(1, objectCount());
        }

        @Test
        void anotherOwnerMustSendItItself() {
            send("alice", pack);
            assertEquals(allOf(TestFiles.chunks(pieces)), store().missing(TestFiles.chunks(pieces), BOB));
            send("bob", pack);
            assertEquals(new BitSet(), store().missing(TestFiles.chunks(pieces), BOB));
        }

        @Test
        void anyFlippedByteIsRefusedAndLeavesNothing() {
            byte[] good = TestFiles.bytes(pack);
            for (int at = 0; at < good.length; at += at < 80 || at > good.length - 80 ? 1 : 97) {
                byte[] bad = good.clone();
                bad[at] ^= 0x40;
                assertThrows(PackInvalid.class, () -> send("alice", bad), "byte " + at);
            }
            assertNoChunks();
        }

        @Test
        void aPackWhoseLengthIsWrongIsRefusedAndLeavesNothing() {
            byte[] good = TestFiles.bytes(pack);
            for (int length : new int[] {0, 7, 8, 9, 60, 700, good.length - 1}) {
                byte[] shorter = Arrays.copyOf(good, length);
                assertThrows(PackInvalid.class, () -> send("alice", shorter), "announced " + length);
            }
            assertNoChunks();
        }

        @Test
        void ofAPackThatBreaksOffTheWholeFramesStayAsAPackOfTheirOwn() {
            byte[] good = TestFiles.bytes(pack);
            List<Integer> ends = pack.footer().rows().stream()
                    .map(row -> (int) row.offset() + row.frame().frameBytes())
                    .toList();
            for (int length = 0; length < ends.getLast(); length += 41) {
                InputStream cut = length % 2 == 0
                        ? stream(Arrays.copyOf(good, length))
                        : BrokenStream.after(Arrays.copyOf(good, length), new IOException("reset"));
                BlobException reason = assertThrows(
                        BlobException.class,
                        () -> store().putPack("alice", pack.digest(), cut, good.length),
                        "byte " + length);
                assertTrue(reason instanceof SizeMismatch || reason instanceof SourceFailed, reason.toString());
                int arrived = length;
                int whole = (int) ends.stream().filter(end -> end <= arrived).count();
                BitSet missing = new BitSet();
                missing.set(whole, pieces.size());
                assertEquals(missing, store().missing(TestFiles.chunks(pieces), ALICE), "byte " + length);
                if (whole > 0) {
                    assertStored(TestFiles.bytes(TestFiles.pack(pieces.subList(0, whole))));
                } else {
                    assertEquals(0, objectCount(), "byte " + length);
                }
            }
            assertEquals(pieces.size() - 1, objectCount());
            send("alice", pack);
            assertEquals(new BitSet(), store().missing(TestFiles.chunks(pieces), ALICE));
        }

        private void assertStored(byte[] wanted) {
            assertTrue(
                    objects().list("", "", 1000).stream()
                            .filter(object -> object.sizeBytes() == wanted.length)
                            .anyMatch(object -> Arrays.equals(wanted, bytesOf(object.key(), wanted.length))),
                    "no such pack");
        }

        private byte[] bytesOf(String key, int length) {
            try (InputStream in = objects().open(key, 0, length)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void bytesBehindThePackAreRefused() {
            byte[] longer = Arrays.copyOf(TestFiles.bytes(pack), (int) pack.sizeBytes() + 1);
            assertThrows(
                    SizeMismatch.class,
                    () -> store().putPack("alice", pack.digest(), stream(longer), pack.sizeBytes()));
            assertThrows(PackInvalid.class, () -> send("alice", longer));
            assertNoChunks();
        }

        @Test
        void aSoundPackUnderAnotherDigestIsRefused() {
            Digest wrong = Digest.of(new byte[] {9});
            DigestMismatch e = assertThrows(
                    DigestMismatch.class, () -> store().putPack("alice", wrong, pack.open(), pack.sizeBytes()));
            assertEquals(wrong, e.expected());
            assertEquals(pack.digest(), e.actual());
            assertNoChunks();
        }

        @Test
        void anUploadThatIsCutOffBeforeItsFirstFrameLeavesNothing() {
            InputStream broken = BrokenStream.after(new byte[0], new IOException("reset"));
            assertThrows(SourceFailed.class, () -> store().putPack("alice", pack.digest(), broken, pack.sizeBytes()));
            assertNoChunks();
        }

        @Test
        void aPackLargerThanAllowedIsRefusedUnread() {
            InputStream unreadable = BrokenStream.after(new byte[0], new IllegalStateException("was read"));
            assertThrows(
                    PackInvalid.class,
                    () -> store().putPack("alice", pack.digest(), unreadable, 64L * 1024 * 1024 + 1));
        }

        @Test
        void anEmptyPackIsAPack() {
            assertEquals(0, send("alice", new PackWriter()).chunks());
        }

        @Test
        void aChunkOfAnotherSizeThanAskedForIsMissing() {
            send("alice", pack);
            Chunk real = TestFiles.chunk(pieces.getFirst());
            Chunk lie = new Chunk(real.digest(), real.sizeBytes() - 1);
            assertEquals(allOf(List.of(lie)), store().missing(List.of(lie), EVERYONE));
        }

        private void assertNoChunks() {
            assertEquals(allOf(TestFiles.chunks(pieces)), store().missing(TestFiles.chunks(pieces), EVERYONE));
            assertEquals(0, objectCount());
        }
    }

    @Nested
    class Assembly {

        private final byte[] bytes = TestFiles.random(30, 10_000);
        private final List<byte[]> pieces = TestFiles.cut(bytes, 900);
        private final List<Chunk> chunks = TestFiles.chunks(pieces);
        private final Digest blob = Digest.of(bytes);

        @Test
        void aFileIsMadeOfChunksFromSeveralPacks() throws IOException {
            send("alice", TestFiles.pack(pieces.subList(0, 5)));
            send("alice", TestFiles.pack(pieces.subList(5, pieces.size()).reversed()));
            assertEquals(new BlobInfo(blob, bytes.length), assemble("alice", ALICE));
            assertArrayEquals(bytes, read(blob, 0, bytes.length));
        }

        @Test
        void manyChunksAreFoundInBatches() throws IOException {
            byte[] large = TestFiles.random(31, 1201);
            assertArrayEquals(large, read(pushed(large, 1), 0, large.length));
        }

        @Test
        void anEmptyFileHasNoChunks() throws IOException {
            Digest empty = Digest.of(new byte[0]);
            store().assemble("alice", empty, 0, List.of(), ALICE);
            assertArrayEquals(new byte[0], read(empty, 0, 0));
        }

        @Test
        void everyMissingChunkIsNamedOnce() {
            send("alice", TestFiles.pack(pieces.subList(0, 5)));
            List<Chunk> twice = new ArrayList<>(chunks);
            twice.addAll(chunks);
            ChunksMissing e = assertThrows(
                    ChunksMissing.class, () -> store().assemble("alice", blob, 2L * bytes.length, twice, ALICE));
            assertEquals(chunks.subList(5, chunks.size()), e.chunks());
            assertEquals(Optional.empty(), store().find(blob));
        }

        @Test
        void chunksOfOthersAreMissingEvenIfTheFileIsStored() {
            send("alice", TestFiles.pack(pieces));
            assemble("alice", ALICE);
            assertThrows(ChunksMissing.class, () -> assemble("bob", BOB));
            assertThrows(ChunksMissing.class, () -> assemble("bob", NOBODY));
        }

        @Test
        void assemblingAgainReadsNothing() {
            send("alice", TestFiles.pack(pieces));
            BlobInfo first = assemble("alice", ALICE);
            int objects = objectCount();
            assertEquals(first, assemble("alice", ALICE));
            assertEquals(objects, objectCount());
        }

        @Test
        void theSameFileCutElsewhereIsVerifiedAndStaysOneFile() throws IOException {
            send("alice", TestFiles.pack(pieces));
            assemble("alice", ALICE);
            int objects = objectCount();
            List<byte[]> other = TestFiles.cut(bytes, 1000);
            send("bob", TestFiles.pack(other));
            store().assemble("bob", blob, bytes.length, TestFiles.chunks(other), BOB);
            assertEquals(objects + 1, objectCount());
            assertArrayEquals(bytes, read(blob, 0, bytes.length));
        }

        @Test
        void chunksThatMakeAnotherFileAreRefused() {
            send("alice", TestFiles.pack(pieces));
            Digest wrong = Digest.of(new byte[] {1, 2});
            DigestMismatch e = assertThrows(
                    DigestMismatch.class, () -> store().assemble("alice", wrong, bytes.length, chunks, ALICE));
            assertEquals(wrong, e.expected());
            assertEquals(blob, e.actual());
            assertEquals(Optional.empty(), store().find(wrong));
        }

        @Test
        void chunksThatDoNotAddUpAreRefused() {
            send("alice", TestFiles.pack(pieces));
            SizeMismatch e = assertThrows(
                    SizeMismatch.class, () -> store().assemble("alice", blob, bytes.length + 1, chunks, ALICE));
            assertEquals(bytes.length + 1, e.expectedBytes());
            assertEquals(bytes.length, e.actualBytes());
        }

        private BlobInfo assemble(String owner, Predicate<String> readable) {
            return store().assemble(owner, blob, bytes.length, chunks, readable);
        }
    }

    private PackInfo send(String owner, PackWriter pack) {
        return store().putPack(owner, pack.digest(), pack.open(), pack.sizeBytes());
    }

    /** Sends bytes that may not be a pack under the digest that a sound one of the same test would have. */
    private PackInfo send(String owner, byte[] bytes) {
        return store().putPack(owner, Digest.of(new byte[0]), stream(bytes), bytes.length);
    }

    Digest pushed(byte[] bytes, int chunkBytes) {
        List<byte[]> pieces = TestFiles.cut(bytes, chunkBytes);
        send("alice", TestFiles.pack(pieces));
        return store().assemble("alice", Digest.of(bytes), bytes.length, TestFiles.chunks(pieces), ALICE)
                .digest();
    }

    byte[] read(Digest blob, long offset, long length) throws IOException {
        try (InputStream in = store().open(blob, offset, length)) {
            return in.readAllBytes();
        }
    }

    private static BitSet allOf(List<Chunk> chunks) {
        BitSet all = new BitSet();
        all.set(0, chunks.size());
        return all;
    }

    static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
