package dev.stemma.blob.chunk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that chunks take from when they are read until the sink releases them. It may serve many files one
 * after another, and one cut at a time; chunks are released by any thread.
 */
public final class ChunkMemory {

    /** What a chunk takes beside its bytes, about. */
    private static final long OBJECT_BYTES = 256;

    private static final int STEP_BYTES = 64 * 1024;

    private final long mostBytes;
    /** Of buffers that are out and of those that are idle. */
    private long usedBytes;
    /**
     * Buffers by length, kept because a fresh one costs its zeroing, and a gigabyte of fresh ones more in collecting them than in hashing
     * what they held.
     */
    private final TreeMap<Integer, Deque<byte[]>> idle = new TreeMap<>();

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
     * A buffer of this length or a little more, as soon as there is room for it.
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

    private synchronized byte @Nullable [] poll(int wanted) {
        int length = rounded(wanted);
        if (idle.containsKey(length)) {
            return unshelve(length);
        }
        while (!fits(length) && !idle.isEmpty()) {
            usedBytes -= cost(unshelve(idle.lastKey()).length);
        }
        if (!fits(length)) {
            return null;
        }
        usedBytes += cost(length);
        return new byte[length];
    }

    /** Small buffers are cheap to make; larger ones get few lengths, so that one fits again. */
    private static int rounded(int length) {
        return length <= STEP_BYTES ? length : Math.ceilDiv(length, STEP_BYTES) * STEP_BYTES;
    }

    private byte[] unshelve(int length) {
        Deque<byte[]> shelf = Objects.requireNonNull(idle.get(length));
        byte[] buffer = shelf.pop();
        if (shelf.isEmpty()) {
            idle.remove(length);
        }
        return buffer;
    }

    private boolean fits(int length) {
        return usedBytes == 0 || usedBytes + cost(length) <= mostBytes;
    }

    private static long cost(int length) {
        return length + OBJECT_BYTES;
    }

    /** Takes a buffer back. */
    synchronized void give(byte[] buffer) {
        if (buffer.length > STEP_BYTES) {
            idle.computeIfAbsent(buffer.length, _ -> new ArrayDeque<>()).push(buffer);
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
