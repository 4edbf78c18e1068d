package dev.stemma.blob.chunk;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import java.util.List;

/**
 * A file's identity and its chunks in order; an empty file has none.
 *
 * @param file digest and size of the whole
 * @param chunks its pieces; their sizes add up to the file's
 */
public record ChunkedFile(BlobInfo file, List<FileChunk> chunks) {

    /** Copies the list. */
    public ChunkedFile {
        chunks = List.copyOf(chunks);
    }

    /** The chunks alone, as {@code BlobStore} wants them. */
    public List<Chunk> chunkList() {
        return chunks.stream().map(FileChunk::chunk).toList();
    }
}
