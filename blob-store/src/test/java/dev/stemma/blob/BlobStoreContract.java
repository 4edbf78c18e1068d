package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.BlobNotFound;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.chunk.FastCdc;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every blob store promises. Each test starts with an empty store. */
public abstract class BlobStoreContract extends PushContract {

    @Nested
    class WholeFile {

        @Test
        void filesOfEverySizeComeBackByteForByte() throws IOException {
            int chunk = FastCdc.MAX_BYTES;
            for (int size : new int[] {0, 1, 1000, chunk - 1, chunk, chunk + 1, 5 * chunk + 17, 20 * chunk + 3}) {
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
            byte[] zeros = new byte[6 * FastCdc.MAX_BYTES];
            put("alice", zeros);
            long stored = objects().list("packs/", "", 10).stream()
                    .mapToLong(object -> object.sizeBytes())
                    .sum();
            assertEquals(FastCdc.MAX_BYTES, stored - stored % FastCdc.MAX_BYTES);
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
                    SizeMismatch.class, () -> store().put("alice", stream(bytes), Digest.of(bytes), FastCdc.MAX_BYTES));
            assertNothingStored(Digest.of(bytes));
        }

        @Test
        void anUploadThatIsCutOffLeavesNothing() {
            byte[] bytes = TestFiles.random(6, 5 * FastCdc.MAX_BYTES);
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
    class Damage {

        @Test
        void damagedBytesAreNeverHandedOut() throws IOException {
            assertDamageIsNoticed(fixture());
        }
    }

    /**
     * Stores a file, damages a byte in the middle of its pack, and checks that reading stops with {@link BlobCorrupt}
     * before a wrong byte is given. Public so that a store without verification can show that this bites.
     */
    public static void assertDamageIsNoticed(StoreFixture fixture) throws IOException {
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

    private void assertNothingStored(Digest... digests) {
        for (Digest digest : digests) {
            assertEquals(Optional.empty(), store().find(digest));
        }
        assertEquals(0, objectCount());
    }
}
