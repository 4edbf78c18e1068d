package dev.stemma.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One direction's way out. With a delay, bytes lie on a line until their time has come, so that a delay costs time but no bandwidth. */
final class Wire {

    private static final int MOST_SEGMENTS = 1024;

    /** Some bytes and when they are due, or the end. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Segment(byte[] bytes, long dueNanos, boolean last) {}

    private final OutputStream out;
    private final long delayNanos;
    private final long bytesPerSecond;
    private final Runnable arriving;
    private final @Nullable BlockingQueue<Segment> line;
    private final @Nullable Thread sender;
    private volatile @Nullable IOException broken;
    private long freeNanos = System.nanoTime();

    /** Tells {@code arriving} each time bytes are about to go out. */
    Wire(OutputStream out, Duration delay, long bytesPerSecond, Runnable arriving) {
        this.out = out;
        this.delayNanos = delay.toNanos();
        this.bytesPerSecond = bytesPerSecond;
        this.arriving = arriving;
        this.line = delayNanos > 0 ? new LinkedBlockingQueue<>(MOST_SEGMENTS) : null;
        this.sender = line == null ? null : Thread.ofVirtual().start(() -> run(line));
    }

    void send(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        throttle(length);
        if (line == null) {
            arriving.run();
            out.write(bytes, offset, length);
        } else {
            byte[] own = new byte[length];
            System.arraycopy(bytes, offset, own, 0, length);
            put(line, own, false);
        }
    }

    /** Returns when all that was sent has gone out. */
    void finish() throws IOException {
        if (line != null && sender != null) {
            put(line, new byte[0], true);
            try {
                sender.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        IOException failure = broken;
        if (failure != null) {
            throw failure;
        }
    }

    private void put(BlockingQueue<Segment> line, byte[] bytes, boolean last) throws IOException {
        IOException failure = broken;
        if (failure != null) {
            throw failure;
        }
        try {
            line.put(new Segment(bytes, System.nanoTime() + delayNanos, last));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void throttle(int length) {
        if (bytesPerSecond > 0) {
            long now = System.nanoTime();
            freeNanos = Math.max(freeNanos, now) + TimeUnit.SECONDS.toNanos(length) / bytesPerSecond;
            park(freeNanos);
        }
    }

    private void run(BlockingQueue<Segment> line) {
        try {
            for (Segment next = line.take(); !next.last(); next = line.take()) {
                park(next.dueNanos());
                if (broken == null) {
                    write(next.bytes());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(byte[] bytes) {
        try {
            arriving.run();
            out.write(bytes);
        } catch (IOException e) {
            broken = e;
        }
    }

    private static void park(long untilNanos) {
        long left = untilNanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = untilNanos - System.nanoTime();
        }
    }
}
