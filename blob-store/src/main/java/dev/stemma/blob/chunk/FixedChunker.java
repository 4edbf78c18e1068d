package dev.stemma.blob.chunk;

import dev.stemma.blob.BlobInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        try (InputStream in = Files.newInputStream(file)) {
            List<FileChunk> chunks = new ArrayList<>();
            BlobInfo whole = cut(in, 3, (chunk, buffer, release) -> {
                chunks.add(chunk);
                release.run();
            });
            return new ChunkedFile(whole, chunks);
        }
    }

    /**
     * Reads a stream to its end and hands every chunk to the sink, which runs on another thread.
     *
     * @param buffers how many chunk buffers may be out at once, at least 2
     * @return digest and size of all bytes, after the sink took the last chunk
     * @throws IOException if the stream or the sink throws it; what else the sink throws passes through too
     */
    public static BlobInfo cut(InputStream in, int buffers, ChunkSink sink) throws IOException {
        throw new UnsupportedOperationException();
    }
}
