package dev.stemma.blob.chunk;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Cuts a file into pieces of {@value #CHUNK_BYTES} bytes (the last one shorter), reading it once. The whole file is
 * hashed on the calling thread while another hashes the chunks, so that a pass costs little more than one SHA-256 of the
 * file where two cores are free.
 */
public final class FixedChunker {

    /** Size of every chunk but the last. */
    public static final int CHUNK_BYTES = 4 * 1024 * 1024;

    private FixedChunker() {}

    /** Reads the file and gives its digest and chunks. Constant memory beside the list. */
    public static ChunkedFile cut(Path file) throws IOException {
        if (Files.size(file) <= CHUNK_BYTES) {
            return cutSmall(Files.readAllBytes(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return collect(in);
        }
    }

    private static ChunkedFile cutSmall(byte[] bytes) throws IOException {
        if (bytes.length > CHUNK_BYTES) {
            return collect(new ByteArrayInputStream(bytes));
        }
        if (bytes.length == 0) {
            return new ChunkedFile(new BlobInfo(Digest.of(bytes), 0), List.of());
        }
        FileChunk only = describe(bytes, bytes.length, 0);
        return new ChunkedFile(new BlobInfo(only.chunk().digest(), bytes.length), List.of(only));
    }

    private static ChunkedFile collect(InputStream in) throws IOException {
        List<FileChunk> chunks = new ArrayList<>();
        BlobInfo whole = cut(in, 3, (chunk, buffer, release) -> {
            chunks.add(chunk);
            release.run();
        });
        return new ChunkedFile(whole, chunks);
    }

    /**
     * Reads a stream to its end and hands every chunk to the sink, which runs on another thread.
     *
     * @param buffers how many chunk buffers may be out at once, at least 2
     * @return digest and size of all bytes, after the sink took the last chunk
     * @throws IOException if the stream or the sink throws it; what else the sink throws passes through too
     */
    public static BlobInfo cut(InputStream in, int buffers, ChunkSink sink) throws IOException {
        Hasher whole = new Hasher();
        long offset = 0;
        try (ChunkPipeline pipeline = new ChunkPipeline(buffers, sink)) {
            int count;
            do {
                byte[] buffer = pipeline.takeBuffer();
                count = in.readNBytes(buffer, 0, CHUNK_BYTES);
                // A released buffer is refilled by this thread only, so it may still be hashed after it was handed
                // over.
                pipeline.hand(buffer, count, offset);
                whole.update(buffer, 0, count);
                offset += count;
            } while (count == CHUNK_BYTES);
            pipeline.finish();
        }
        return new BlobInfo(whole.digest(), offset);
    }

    static FileChunk describe(byte[] buffer, int length, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(buffer, 0, length);
        return new FileChunk(new Chunk(Digest.of(buffer, 0, length), length), offset, (int) crc.getValue());
    }
}
