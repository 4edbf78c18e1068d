package dev.stemma.cli.transfer;

import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.pack.PackFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Chunks that are asked about and sent together, about 16 MiB of them, with their bytes in memory. */
final class Window {
    private static final int MOST_CHUNKS = 4096;

    /** Memory of a full window: what a pack should hold, and the objects around many small chunks. */
    static final long MOST_BYTES = PackFormat.TARGET_PACK_BYTES + (1L << 20);

    /** A chunk, its bytes, and how to give the buffer back. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Held(FileChunk chunk, byte[] bytes, Runnable release, ChunkEncoding encoding) {}

    private final List<Held> held = new ArrayList<>();
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private long bytes;

    void add(Held chunk) {
        held.add(chunk);
        bytes += chunk.chunk().chunk().sizeBytes();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Whether a chunk of that size would make it larger than a pack should be. */
    boolean full(int more) {
        return !held.isEmpty() && (bytes + more > PackFormat.TARGET_PACK_BYTES || held.size() >= MOST_CHUNKS);
    }

    List<Held> held() {
        return held;
    }

    List<FileChunk> chunks() {
        return held.stream().map(Held::chunk).toList();
    }

    /** Gives the buffers back, once. The window itself lives as long as its file, and may not keep what it sent. */
    void release() {
        held.forEach(chunk -> chunk.release().run());
        held.clear();
    }

    /** Done when the registry has every chunk. */
    CompletableFuture<Void> stored() {
        return stored;
    }
}
