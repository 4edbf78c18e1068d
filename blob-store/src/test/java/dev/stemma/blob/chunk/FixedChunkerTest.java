package dev.stemma.blob.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BrokenStream;
import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FixedChunkerTest {

    private static final int CHUNK = FixedChunker.CHUNK_BYTES;

    @TempDir
    Path folder = Path.of("");

    @Test
    void filesOfEverySizeAreCutIntoTheirPieces() throws IOException {
        for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5}) {
            byte[] bytes = TestFiles.random(size, size);
            ChunkedFile cut = FixedChunker.cut(Files.write(folder.resolve("file"), bytes));
            assertEquals(new BlobInfo(Digest.of(bytes), size), cut.file());
            assertEquals(TestFiles.chunks(TestFiles.cut(bytes, CHUNK)), cut.chunkList());
            long offset = 0;
            for (FileChunk chunk : cut.chunks()) {
                assertEquals(offset, chunk.offset());
                assertEquals(crc(bytes, (int) offset, chunk.chunk().sizeBytes()), chunk.crc32c());
                offset += chunk.chunk().sizeBytes();
            }
        }
    }

    @Test
    void theSinkGetsTheBytesInOrderFromAFixedSetOfBuffers() throws IOException {
        byte[] bytes = TestFiles.random(1, 7 * CHUNK + 9);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Set<Integer> buffers = ConcurrentHashMap.newKeySet();
        BlobInfo whole = FixedChunker.cut(new ByteArrayInputStream(bytes), 3, (chunk, buffer, release) -> {
            buffers.add(System.identityHashCode(buffer));
            seen.write(buffer, 0, chunk.chunk().sizeBytes());
            release.run();
        });
        assertEquals(Digest.of(bytes), whole.digest());
        assertEquals(Digest.of(bytes), Digest.of(seen.toByteArray()));
        assertEquals(true, buffers.size() <= 3);
    }

    @Test
    void aFailingStreamEndsTheCutWithItsOwnException() {
        IOException failure = new IOException("gone");
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () -> FixedChunker.cut(
                                BrokenStream.after(TestFiles.random(1, CHUNK + 1), failure),
                                2,
                                (chunk, buffer, release) -> release.run())));
    }

    @Test
    void aFailingSinkEndsTheCutWithItsOwnExceptionAndIsNotCalledAgain() {
        byte[] bytes = new byte[6 * CHUNK];
        IllegalStateException failure = new IllegalStateException("full");
        List<FileChunk> taken = new ArrayList<>();
        ChunkSink sink = (chunk, buffer, release) -> {
            taken.add(chunk);
            throw failure;
        };
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertSame(
                        failure,
                        assertThrows(
                                IllegalStateException.class,
                                () -> FixedChunker.cut(new ByteArrayInputStream(bytes), 2, sink))));
        assertEquals(1, taken.size());
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
