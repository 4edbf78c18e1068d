package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;

/** Where a stream's chunks come from. */
interface PieceSource {

    /**
     * Puts a chunk's bytes at the start of {@code target}, which has room for them. One thread at a time calls this.
     *
     * @param index which of the stream's pieces it is
     * @throws dev.stemma.blob.BlobException.BlobCorrupt if sound bytes are nowhere
     */
    void fetch(int index, Chunk chunk, byte[] target);

    /** The stream was closed after it handed out so many bytes; a fetch may be running still. */
    default void closed(long servedBytes) {
        // Who counts nothing has nothing to do.
    }
}
