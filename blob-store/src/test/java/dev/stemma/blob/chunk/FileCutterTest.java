package dev.stemma.blob.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BrokenStream;
import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import dev.stemma.format.Tensor;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCutterTest {

    private static final int SLICE = CutPlan.SLICE_BYTES;
    private static final int WHOLE = FastCdc.AVERAGE_BYTES;
    private static final long SEED = 5;

    @TempDir
    Path folder = Path.of("");

    @Test
    void filesOfEverySizeAreCutIntoTheirPieces() throws IOException {
        for (int size : new int[] {0, 1, WHOLE - 1, WHOLE, WHOLE + 1, 2 << 20, (9 << 20) + 5}) {
            byte[] bytes = TestFiles.random(size, size);
            ChunkedFile cut = FileCutter.cut(Files.write(folder.resolve("file"), bytes));
            assertEquals(new BlobInfo(Digest.of(bytes), size), cut.file());
            List<Integer> ends = size > WHOLE ? FastCdcTest.ends(bytes) : size == 0 ? List.of() : List.of(size);
            assertCutAt(bytes, ends, cut.chunks());
        }
    }

    @Test
    void tensorsAreSlicedFromTheirStart() throws IOException {
        byte[] bytes = TestFiles.random(SEED, 14_000_000);
        CutPlan plan = plan(bytes, Tensors.plain(77, 9_000_000), Tensors.plain(9_000_077, 1024));
        List<Integer> ends = new ArrayList<>(List.of(77, 77 + SLICE, 77 + 2 * SLICE, 9_000_077, 9_001_101));
        byte[] rest = Arrays.copyOfRange(bytes, 9_001_101, bytes.length);
        FastCdcTest.ends(rest).forEach(end -> ends.add(9_001_101 + end));
        assertCutAt(bytes, ends, cut(bytes, plan));
    }

    @Test
    void manySmallTensorsAreChunksOfTheirOwn() throws IOException {
        byte[] bytes = TestFiles.random(SEED, 3_000_000);
        Tensor[] tensors = new Tensor[1000];
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = Tensors.plain(i * 3000 + 80, 2920);
            ends.add(i * 3000 + 80);
            ends.add(i * 3000 + 3000);
        }
        assertCutAt(bytes, ends, cut(bytes, plan(bytes, tensors)));
    }

    @Test
    void howTheStreamGivesItsBytesDoesNotMatter() throws IOException {
        byte[] bytes = TestFiles.random(SEED, 6_000_000);
        CutPlan plan = plan(bytes, Tensors.plain(1_500_000, 2000), Tensors.plain(3_000_000, 1_000_000));
        List<FileChunk> expected = cut(bytes, plan);
        List<FileChunk> chunks = new ArrayList<>();
        cut(new Dribbling(bytes), plan, chunks);
        assertEquals(expected, chunks);
        List<FileChunk> unknown = new ArrayList<>();
        cut(new Dribbling(bytes), CutPlan.opaque(CutPlan.UNKNOWN_SIZE), unknown);
        assertEquals(cut(bytes, CutPlan.opaque(bytes.length)), unknown);
    }

    @Test
    void aStreamOfAnotherLengthThanPlannedIsStillCutWhole() throws IOException {
        byte[] bytes = TestFiles.random(SEED, 3_000_000);
        CutPlan plan = plan(bytes, Tensors.plain(1000, 2_000_000), Tensors.plain(2_500_000, 500_000));
        for (int length : new int[] {0, 999, 1000, 1001, 1_000_000, 2_001_000, 2_600_000}) {
            assertAddsUp(Arrays.copyOf(bytes, length), plan);
        }
        assertAddsUp(Arrays.copyOf(bytes, 4_000_000), plan);
    }

    private static void assertAddsUp(byte[] bytes, CutPlan plan) throws IOException {
        List<FileChunk> chunks = cut(bytes, plan);
        List<Integer> ends = chunks.stream()
                .map(chunk -> (int) chunk.offset() + chunk.chunk().sizeBytes())
                .toList();
        assertCutAt(bytes, ends, chunks);
    }

    @Test
    void chunksThatAreOutStayWithinTheMemoryGiven() throws IOException {
        byte[] bytes = TestFiles.random(SEED, 40_000_000);
        CutPlan plan = plan(
                bytes, Tensors.plain(10, 3000), Tensors.plain(5000, 18_000_000), Tensors.plain(19_000_000, 5_000_001));
        Holding sink = new Holding();
        BlobInfo whole = FileCutter.cut(new ByteArrayInputStream(bytes), plan, new ChunkMemory(9_000_000), sink);
        sink.pressed();
        assertEquals(new BlobInfo(Digest.of(bytes), bytes.length), whole);
        assertEquals(bytes.length, sink.takenBytes);
        assertTrue(sink.mostHeldBytes <= 9_000_000, () -> "held " + sink.mostHeldBytes);
        assertTrue(sink.mostHeldBytes > 4_500_000, () -> "held only " + sink.mostHeldBytes);
    }

    @Test
    void aFailingStreamEndsTheCutWithItsOwnException() {
        IOException failure = new IOException("gone");
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () -> cut(
                                BrokenStream.after(TestFiles.random(1, SLICE + 1), failure),
                                CutPlan.opaque(CutPlan.UNKNOWN_SIZE),
                                new ArrayList<>())));
    }

    @Test
    void aFailingSinkEndsTheCutWithItsOwnExceptionAndIsNotCalledAgain() {
        byte[] bytes = TestFiles.random(SEED, 20_000_000);
        IllegalStateException failure = new IllegalStateException("full");
        List<FileChunk> taken = new ArrayList<>();
        ChunkSink sink = (chunk, buffer, release) -> {
            taken.add(chunk);
            if (taken.size() == 3) {
                throw failure; // and two buffers never come back
            }
        };
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertSame(
                        failure,
                        assertThrows(
                                IllegalStateException.class,
                                () -> FileCutter.cut(
                                        new ByteArrayInputStream(bytes),
                                        CutPlan.opaque(bytes.length),
                                        new ChunkMemory(3_000_000),
                                        sink))));
        assertEquals(3, taken.size());
    }

    private static CutPlan plan(byte[] bytes, Tensor... tensors) {
        return CutPlan.of(List.of(tensors), bytes.length);
    }

    private static List<FileChunk> cut(byte[] bytes, CutPlan plan) throws IOException {
        List<FileChunk> chunks = new ArrayList<>();
        assertEquals(new BlobInfo(Digest.of(bytes), bytes.length), cut(new ByteArrayInputStream(bytes), plan, chunks));
        return chunks;
    }

    private static BlobInfo cut(InputStream in, CutPlan plan, List<FileChunk> chunks) throws IOException {
        return FileCutter.cut(in, plan, new ChunkMemory(3L * SLICE), (chunk, buffer, release) -> {
            assertEquals(
                    chunk.chunk().digest(), Digest.of(buffer, 0, chunk.chunk().sizeBytes()));
            chunks.add(chunk);
            release.run();
        });
    }

    private static void assertCutAt(byte[] bytes, List<Integer> ends, List<FileChunk> chunks) {
        assertEquals(ends.size(), chunks.size());
        int start = 0;
        for (int i = 0; i < ends.size(); i++) {
            FileChunk chunk = chunks.get(i);
            byte[] piece = Arrays.copyOfRange(bytes, start, ends.get(i));
            CRC32C crc = new CRC32C();
            crc.update(piece);
            assertEquals(new FileChunk(TestFiles.chunk(piece), start, (int) crc.getValue()), chunk);
            start = ends.get(i);
        }
        assertEquals(bytes.length, start);
    }

    /** Gives a few bytes at a time. */
    private static final class Dribbling extends FilterInputStream {
        private final Random random = new Random(SEED);

        Dribbling(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
        }
    }

    /** Gives nothing back before it must. */
    private static final class Holding implements ChunkSink {
        private final List<Runnable> held = new ArrayList<>();
        private long heldBytes;
        private long takenBytes;
        private long mostHeldBytes;

        @Override
        public void accept(FileChunk chunk, byte[] buffer, Runnable release) {
            held.add(release);
            takenBytes += chunk.chunk().sizeBytes();
            heldBytes += buffer.length;
            mostHeldBytes = Math.max(mostHeldBytes, heldBytes);
        }

        @Override
        public void pressed() {
            held.forEach(Runnable::run);
            held.clear();
            heldBytes = 0;
        }
    }
}
