package dev.stemma.cli.transfer;

import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.codec.Encoding;
import java.util.Optional;

/** Encodes chunks of one file before they travel. Safe for several threads. */
interface ChunkEncoding {
    /** Sends everything as it is. */
    ChunkEncoding NONE = (chunk, bytes) -> Optional.empty();

    /**
     * The chunk in fewer bytes, in an array of its own; empty if none are saved.
     *
     * @param bytes start with the chunk
     */
    Optional<Encoding> encode(FileChunk chunk, byte[] bytes);
}
