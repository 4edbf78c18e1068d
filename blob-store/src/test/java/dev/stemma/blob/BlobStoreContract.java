package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.BlobNotFound;
import dev.stemma.blob.BlobException.ChunksMissing;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.chunk.FixedChunker;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every blob store promises. Each test starts with an empty store. */
public abstract class BlobStoreContract {

    private static final Predicate<String> ALICE = "alice"::equals;
    private static final Predicate<String> BOB = "bob"::equals;
    private static final Predicate<String> EVERYONE = Set.of("alice", "bob")::contains;
    private static final Predicate<String> NOBODY = Set.<String>of()::contains;

    private @Nullable Fixture fixture;

    /**
     * A store under test.
     *
     * @param objects where it keeps its bytes, to look behind it
     */
    public record Fixture(BlobStore blobs, ObjectStore objects) {}

    /** A store without files. */
    protected abstract Fixture emptyStore() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        fixture = emptyStore();
    }

    private BlobStore store() {
        return Objects.requireNonNull(fixture).blobs();
    }

    private ObjectStore objects() {
        return Objects.requireNonNull(fixture).objects();
    }

    private int objectCount() {
        return objects().list("", "", 1000).size();
    }

    @Nested
    class WholeFile {

        @Test
        void filesOfEverySizeComeBackByteForByte() throws IOException {
            int chunk = FixedChunker.CHUNK_BYTES;
            for (int size : new int[] {0, 1, 1000, chunk - 1, chunk, chunk + 1, 5 * chunk + 17}) {
                byte[] bytes = TestFiles.random(size, size);
                BlobInfo info = put("alice", bytes);
                assertEquals(new BlobInfo(Digest.of(bytes), size), info);
                assertEquals(Optional.of(info), store().find(info.digest()));
                assertArrayEquals(bytes, read(info.digest(), 0, size));
            }
        }

        @Test
        void theSizeNeedNotBeAnnounced() throws IOException {
            byte[] bytes = TestFiles.random(1, TestFiles.overOneChunk());
            store().put("alice", stream(bytes), Digest.of(bytes), BlobStore.UNKNOWN_SIZE);
            assertArrayEquals(bytes, read(Digest.of(bytes), 0, bytes.length));
        }

        @Test
        void puttingTheSameFileAgainStoresNothingMore() {
            byte[] bytes = TestFiles.random(2, TestFiles.overOneChunk());
            put("alice", bytes);
            int objects = objectCount();
            put("alice", bytes);
            put("bob", bytes);
            assertEquals(objects, objectCount());
        }

        @Test
        void repeatedChunksAreStoredOnce() throws IOException {
            byte[] zeros = new byte[6 * FixedChunker.CHUNK_BYTES];
            put("alice", zeros);
            long stored = objects().list("packs/", "", 10).stream()
                    .mapToLong(object -> object.sizeBytes())
                    .sum();
            assertEquals(FixedChunker.CHUNK_BYTES, stored - stored % FixedChunker.CHUNK_BYTES);
            assertArrayEquals(zeros, read(Digest.of(zeros), 0, zeros.length));
        }

        @Test
        void anotherDigestThanAnnouncedLeavesNothing() {
            byte[] bytes = TestFiles.random(3, TestFiles.overOneChunk());
            Digest wrong = Digest.of(new byte[] {1});
            DigestMismatch e =
                    assertThrows(DigestMismatch.class, () -> store().put("alice", stream(bytes), wrong, bytes.length));
            assertEquals(wrong, e.expected());
            assertEquals(Digest.of(bytes), e.actual());
            assertNothingStored(wrong, Digest.of(bytes));
        }

        @Test
        void fewerBytesThanAnnouncedLeaveNothing() {
            byte[] bytes = TestFiles.random(4, 1000);
            SizeMismatch e =
                    assertThrows(SizeMismatch.class, () -> store().put("alice", stream(bytes), Digest.of(bytes), 1001));
            assertEquals(1001, e.expectedBytes());
            assertEquals(1000, e.actualBytes());
            assertNothingStored(Digest.of(bytes));
        }

        @Test
        void moreBytesThanAnnouncedLeaveNothing() {
            byte[] bytes = TestFiles.random(5, TestFiles.overOneChunk());
            assertThrows(
                    SizeMismatch.class,
                    () -> store().put("alice", stream(bytes), Digest.of(bytes), FixedChunker.CHUNK_BYTES));
            assertNothingStored(Digest.of(bytes));
        }

        @Test
        void anUploadThatIsCutOffLeavesNothing() {
            byte[] bytes = TestFiles.random(6, 5 * FixedChunker.CHUNK_BYTES);
            IOException cut = new IOException("connection reset");
            InputStream broken = BrokenStream.after(bytes, cut);
            SourceFailed e = assertThrows(
                    SourceFailed.class, () -> store().put("alice", broken, Digest.of(bytes), bytes.length + 1));
            assertSame(cut, e.getCause());
            assertNothingStored(Digest.of(bytes));
        }

        @Test
        void aKnownFileIsStillVerifiedWhenItIsSentAgain() {
            byte[] bytes = TestFiles.random(7, 1000);
            put("alice", bytes);
            byte[] other = TestFiles.random(8, 1000);
            assertThrows(DigestMismatch.class, () -> store().put("bob", stream(other), Digest.of(bytes), other.length));
        }

        @Test
        void manyUploadsAtOnceDoNotDisturbEachOther() throws Exception {
            List<Future<BlobInfo>> running = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    byte[] bytes = TestFiles.random(i / 2, TestFiles.overOneChunk());
                    running.add(threads.submit(() -> put("alice", bytes)));
                }
            }
            for (int i = 0; i < running.size(); i++) {
                byte[] bytes = TestFiles.random(i / 2, TestFiles.overOneChunk());
                assertEquals(Digest.of(bytes), running.get(i).get().digest());
                assertArrayEquals(bytes, read(Digest.of(bytes), 0, bytes.length));
            }
        }
    }

    @Nested
    class Range {

        @Test
        void everyRangeOfAFileCanBeReadAlone() throws IOException {
            byte[] bytes = TestFiles.random(10, 3000);
            Digest blob = pushed(bytes, 700);
            for (int[] range : new int[][] {
                {0, 3000}, {0, 1}, {2999, 1}, {699, 2}, {700, 700}, {1, 2998}, {650, 1500}, {3000, 0}, {10, 0}
            }) {
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, range[0], range[0] + range[1]), read(blob, range[0], range[1]));
            }
        }

        @Test
        void bytesCanBeReadOneByOne() throws IOException {
            byte[] bytes = TestFiles.random(11, 50);
            try (InputStream in = store().open(pushed(bytes, 7), 0, 50)) {
                for (byte expected : bytes) {
                    assertEquals(expected & 0xff, in.read());
                }
                assertEquals(-1, in.read());
            }
        }

        @Test
        void aRangeOutsideTheFileIsRefused() {
            Digest blob = pushed(TestFiles.random(12, 100), 30);
            for (long[] range : new long[][] {{0, 101}, {100, 1}, {101, 0}, {-1, 5}, {5, -1}, {Long.MAX_VALUE, 1}}) {
                assertThrows(IndexOutOfBoundsException.class, () -> read(blob, range[0], range[1]));
            }
        }

        @Test
        void anUnknownFileIsNamed() {
            Digest unknown = Digest.of(new byte[] {4, 5, 6});
            BlobNotFound e = assertThrows(BlobNotFound.class, () -> read(unknown, 0, 0));
            assertEquals(unknown, e.digest());
            assertEquals(Optional.empty(), store().find(unknown));
        }

        @Test
        void aStreamThatWasClosedGivesNothing() throws IOException {
            InputStream in = store().open(pushed(TestFiles.random(13, 100), 30), 0, 100);
            assertEquals(30, in.read(new byte[100]));
            in.close();
            assertThrows(IOException.class, in::read);
        }
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
        void aTruncatedPackIsRefusedAndLeavesNothing() {
            byte[] good = TestFiles.bytes(pack);
            for (int length : new int[] {0, 7, 8, 9, 60, 700, good.length - 1}) {
                byte[] shorter = Arrays.copyOf(good, length);
                assertThrows(
                        SizeMismatch.class,
                        () -> store().putPack("alice", pack.digest(), stream(shorter), good.length),
                        "sent " + length);
                assertThrows(PackInvalid.class, () -> send("alice", shorter), "announced " + length);
            }
            assertNoChunks();
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
        void anUploadThatIsCutOffLeavesNothing() {
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

    @Nested
    class Damage {

        @Test
        void damagedBytesAreNeverHandedOut() throws IOException {
            assertDamageIsNoticed(Objects.requireNonNull(fixture));
        }
    }

    /**
     * Stores a file, damages a byte in the middle of its pack, and checks that reading stops with {@link BlobCorrupt}
     * before a wrong byte is given. Public so that a store without verification can show that this bites.
     */
    public static void assertDamageIsNoticed(Fixture fixture) throws IOException {
        byte[] bytes = TestFiles.random(40, 3000);
        List<byte[]> pieces = TestFiles.cut(bytes, 1000);
        PackWriter pack = TestFiles.pack(pieces);
        fixture.blobs().putPack("alice", pack.digest(), pack.open(), pack.sizeBytes());
        Digest blob = Digest.of(bytes);
        fixture.blobs().assemble("alice", blob, bytes.length, TestFiles.chunks(pieces), ALICE);
        byte[] damaged = TestFiles.bytes(pack);
        damaged[(int) pack.footer().rows().get(1).offset() + 500] ^= 1;
        String key = fixture.objects().list("packs/", "", 1).getFirst().key();
        fixture.objects().put(key, damaged.length, stream(damaged));
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (InputStream in = fixture.blobs().open(blob, 0, bytes.length)) {
            BlobCorrupt e = assertThrows(BlobCorrupt.class, () -> in.transferTo(given));
            assertEquals(TestFiles.chunk(pieces.get(1)).digest(), e.digest());
        }
        assertArrayEquals(pieces.getFirst(), given.toByteArray());
    }

    private BlobInfo put(String owner, byte[] bytes) {
        return store().put(owner, stream(bytes), Digest.of(bytes), bytes.length);
    }

    private PackInfo send(String owner, PackWriter pack) {
        return store().putPack(owner, pack.digest(), pack.open(), pack.sizeBytes());
    }

    /** Sends bytes that may not be a pack under the digest that a sound one of the same test would have. */
    private PackInfo send(String owner, byte[] bytes) {
        return store().putPack(owner, Digest.of(new byte[0]), stream(bytes), bytes.length);
    }

    private Digest pushed(byte[] bytes, int chunkBytes) {
        List<byte[]> pieces = TestFiles.cut(bytes, chunkBytes);
        send("alice", TestFiles.pack(pieces));
        return store().assemble("alice", Digest.of(bytes), bytes.length, TestFiles.chunks(pieces), ALICE)
                .digest();
    }

    private byte[] read(Digest blob, long offset, long length) throws IOException {
        try (InputStream in = store().open(blob, offset, length)) {
            return in.readAllBytes();
        }
    }

    private void assertNothingStored(Digest... digests) {
        for (Digest digest : digests) {
            assertEquals(Optional.empty(), store().find(digest));
        }
        assertEquals(0, objectCount());
    }

    private static BitSet allOf(List<Chunk> chunks) {
        BitSet all = new BitSet();
        all.set(0, chunks.size());
        return all;
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
