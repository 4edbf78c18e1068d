package dev.stemma.blob.chunk;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The second half of a cut: hashes chunks and feeds the sink, on one thread of its own or on the caller's. */
final class ChunkPipeline implements AutoCloseable, ChunkMemory.Waiting {

    private final ChunkMemory memory;
    private final ChunkSink sink;
    private final @Nullable ExecutorService worker;

    /** Set once; from then on chunks only give their buffers back. */
    private volatile @Nullable Throwable failure;

    private ChunkPipeline(ChunkMemory memory, ChunkSink sink, @Nullable ExecutorService worker) {
        this.memory = memory;
        this.sink = sink;
        this.worker = worker;
    }

    /** Works beside the caller. */
    static ChunkPipeline beside(ChunkMemory memory, ChunkSink sink) {
        return new ChunkPipeline(
                memory,
                sink,
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("chunks").factory()));
    }

    /** Works on the caller's thread: for files so small that another would cost more than it saves. */
    static ChunkPipeline within(ChunkMemory memory, ChunkSink sink) {
        return new ChunkPipeline(memory, sink, null);
    }

    byte[] buffer(int length) throws IOException {
        byte[] buffer = memory.take(length, this);
        rethrowFailure();
        if (buffer == null) {
            throw new IllegalStateException("Gave up without a failure");
        }
        return buffer;
    }

    /** Passes a buffer on, of which {@code length} bytes are filled; an empty one goes back. */
    void hand(byte[] buffer, int length, long offset) {
        if (length == 0) {
            memory.give(buffer);
        } else {
            run(() -> process(buffer, length, offset));
        }
    }

    private void run(Runnable task) {
        if (worker == null) {
            task.run();
        } else {
            worker.execute(task);
        }
    }

    private void process(byte[] buffer, int length, long offset) {
        if (failure != null) {
            memory.give(buffer);
            return;
        }
        try {
            sink.accept(describe(buffer, length, offset), buffer, () -> memory.give(buffer));
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
            memory.give(buffer);
        }
    }

    private static FileChunk describe(byte[] buffer, int length, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(buffer, 0, length);
        return new FileChunk(new Chunk(Digest.of(buffer, 0, length), length), offset, (int) crc.getValue());
    }

    @Override
    public void press() {
        run(() -> {
            try {
                if (failure == null) {
                    sink.pressed();
                }
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        });
    }

    @Override
    public boolean givenUp() {
        return failure != null;
    }

    private void fail(Throwable cause) {
        failure = cause;
        memory.wake();
    }

    /** Waits until the sink has taken every chunk. */
    void finish() throws IOException {
        if (worker != null) {
            worker.close();
        }
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
        if (worker != null && !worker.isShutdown()) {
            fail(new InterruptedIOException("Cutting was given up"));
            worker.close();
        }
    }
}
