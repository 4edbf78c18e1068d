package dev.stemma.blob.scrub;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many bytes a second on average, from its making on. Bytes that were not spent in time are not made up for by a burst of more than a second's. */
public final class ByteRate implements Pace {

    private static final double NANOS = 1e9;

    private final double bytesPerSecond;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private long due;

    /** Waits, or in tests pretends to. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after this time. */
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * This rate.
     *
     * @param bytesPerSecond at least 1
     * @param nanoTime a clock that counts nanoseconds, such as {@code System::nanoTime}
     */
    public ByteRate(long bytesPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a rate is at least 1 byte a second");
        }
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.due = nanoTime.getAsLong();
    }

    @Override
    public void spent(long bytes) {
        long now = nanoTime.getAsLong();
        long wait = due - now;
        due = Math.max(due, now - (long) NANOS) + (long) (bytes / bytesPerSecond * NANOS);
        if (wait > 0) {
            try {
                sleeper.sleep(Duration.ofNanos(wait));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        } else if (Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }
}
