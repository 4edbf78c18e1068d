package dev.stemma.blob.chunk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that chunks take from when they are read until the sink releases them. It may serve many files one
 * after another, and one cut at a time; chunks are released by any thread.
 */
public final class ChunkMemory {

    /** What a chunk takes beside its bytes, about. */
    private static final long OBJECT_BYTES = 256;

    private final long mostBytes;
    /** Of buffers that are out and of those that are idle. */
    private long usedBytes;
    /** Buffers of a slice, kept because a fresh one costs the zeroing of 4 MiB. */
    private final Deque<byte[]> idle = new ArrayDeque<>();

    /** Memory for so many bytes. A single chunk always has room. */
    public ChunkMemory(long bytes) {
        this.mostBytes = bytes;
    }

    /** Who waits for room. */
    interface Waiting {
        /** Makes chunks come back sooner; does not wait. Called once. */
        void press();

        /** Whether there is no point in waiting any more; who makes it so calls {@link ChunkMemory#wake}. */
        boolean givenUp();
    }

    /**
     * A buffer of exactly this length, as soon as there is room for it.
     *
     * @return null if whoever waits gave up
     */
    byte @Nullable [] take(int length, Waiting waiting) throws IOException {
        byte[] buffer = poll(length);
        if (buffer != null) {
            return buffer;
        }
        waiting.press();
        return await(length, waiting);
    }

    private synchronized byte @Nullable [] await(int length, Waiting waiting) throws InterruptedIOException {
        byte[] buffer = poll(length);
        while (buffer == null && !waiting.givenUp()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while waiting for chunks to be taken");
            }
            buffer = poll(length);
        }
        return buffer;
    }

    private synchronized byte @Nullable [] poll(int length) {
        if (length == CutPlan.SLICE_BYTES && !idle.isEmpty()) {
            return idle.pop();
        }
        while (!fits(length) && !idle.isEmpty()) {
            usedBytes -= cost(idle.pop().length);
        }
        if (!fits(length)) {
            return null;
        }
        usedBytes += cost(length);
        return new byte[length];
    }

    private boolean fits(int length) {
        return usedBytes == 0 || usedBytes + cost(length) <= mostBytes;
    }

    private static long cost(int length) {
        return length + OBJECT_BYTES;
    }

    /** Takes a buffer back. */
    synchronized void give(byte[] buffer) {
        if (buffer.length == CutPlan.SLICE_BYTES) {
            idle.push(buffer);
        } else {
            usedBytes -= cost(buffer.length);
        }
        notifyAll();
    }

    /** Lets whoever waits look again. */
    synchronized void wake() {
        notifyAll();
    }
}
