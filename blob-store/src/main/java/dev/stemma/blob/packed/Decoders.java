package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.codec.ChunkDecoder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Decoders, which hold memory and make cores busy, so that only few work at once; who finds none waits. */
final class Decoders {

    /** What one may take at worst: its own room, a chunk with eight bases, and what these are decoded from. */
    private static final long BYTES_EACH = 96L << 20;

    private final Queue<ChunkDecoder> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore turns;

    Decoders(Runtime runtime) {
        this.turns =
                new Semaphore(Math.clamp(runtime.maxMemory() / BYTES_EACH, 1, runtime.availableProcessors()), true);
    }

    /** A decoder for this thread until it is closed. */
    Turn take() {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for a decoder", true, e);
        }
        ChunkDecoder decoder = idle.poll();
        return new Turn(decoder == null ? new ChunkDecoder() : decoder);
    }

    /** The use of a decoder. */
    final class Turn implements AutoCloseable {
        private final ChunkDecoder decoder;

        private Turn(ChunkDecoder decoder) {
            this.decoder = decoder;
        }

        ChunkDecoder decoder() {
            return decoder;
        }

        @Override
        public void close() {
            idle.add(decoder);
            turns.release();
        }
    }
}
