package dev.stemma.blob.chunk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The second half of a cut: hashes chunks and feeds the sink on one thread of its own, with a fixed set of buffers. */
final class ChunkPipeline implements AutoCloseable {

    private final BlockingQueue<byte[]> free = new LinkedBlockingQueue<>();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("chunks").factory());
    private final ChunkSink sink;
    private int unallocated;

    /** Set once; from then on the worker only returns buffers. */
    private volatile @Nullable Throwable failure;

    ChunkPipeline(int buffers, ChunkSink sink) {
        this.unallocated = buffers;
        this.sink = sink;
    }

    byte[] takeBuffer() throws IOException {
        byte[] buffer = free.poll();
        if (buffer == null && unallocated > 0) {
            unallocated--;
            buffer = new byte[FixedChunker.CHUNK_BYTES];
        }
        try {
            buffer = buffer == null ? free.take() : buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for chunks to be taken");
        }
        rethrowFailure();
        return buffer;
    }

    /** Passes a filled buffer on; an empty one goes back to the free ones. */
    void hand(byte[] buffer, int length, long offset) {
        if (length == 0) {
            free.add(buffer);
        } else {
            worker.execute(() -> process(buffer, length, offset));
        }
    }

    private void process(byte[] buffer, int length, long offset) {
        if (failure != null) {
            free.add(buffer);
            return;
        }
        try {
            sink.accept(FixedChunker.describe(buffer, length, offset), buffer, () -> free.add(buffer));
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            free.add(buffer);
        }
    }

    /** Waits until the sink has taken every chunk. */
    void finish() throws IOException {
        worker.close();
        rethrowFailure();
    }

    private void rethrowFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Stops feeding the sink, and waits until it does nothing more. */
    @Override
    public void close() {
        if (!worker.isShutdown()) {
            failure = new InterruptedIOException("Cutting was given up");
            worker.close();
        }
    }
}
