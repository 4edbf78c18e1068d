package dev.stemma.blob.chunk;

import java.io.IOException;

/** Takes chunks in the order of the file, from one thread at a time. */
@FunctionalInterface
public interface ChunkSink {

    /**
     * Takes a chunk. The bytes stand at the start of {@code buffer}, which belongs to the sink until it calls
     * {@code release}, from whatever thread, exactly once; the cutter waits when its memory is out. If the sink throws, the
     * buffer is released and cutting ends with that exception.
     */
    void accept(FileChunk chunk, byte[] buffer, Runnable release) throws IOException;

    /**
     * The cutter's memory is out: whatever the sink holds must be released without a further chunk. A sink that gathers
     * chunks passes on what it has.
     */
    default void pressed() throws IOException {}
}
