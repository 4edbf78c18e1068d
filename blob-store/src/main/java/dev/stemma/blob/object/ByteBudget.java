package dev.stemma.blob.object;

import dev.stemma.blob.BlobException.StoreUnavailable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many bytes are held in memory at once; who finds no room waits for a turn. */
public final class ByteBudget {

    private static final int UNIT_BYTES = 1024;
    private static final int MOST_PATIENCE_SECONDS = 60;

    private final Semaphore units;
    private final int allUnits;

    /** A budget of so many bytes, at least what the largest single request will ask for. */
    public ByteBudget(long bytes) {
        this.allUnits = Math.toIntExact(bytes / UNIT_BYTES);
        this.units = new Semaphore(allUnits, true);
    }

    /**
     * Waits until there is room for so many bytes and takes it.
     *
     * @throws IllegalArgumentException if the whole budget is smaller
     * @throws StoreUnavailable if there is none within a minute, or the waiting thread is interrupted
     */
    public Share take(long bytes) {
        int wanted = Math.toIntExact(bytes / UNIT_BYTES + 1);
        if (wanted > allUnits) {
            throw new IllegalArgumentException(bytes + " bytes are more than the whole budget");
        }
        try {
            if (!units.tryAcquire(wanted, MOST_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreUnavailable("Other uploads hold all memory for uploads; try again", true, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for memory", true, e);
        }
        return () -> units.release(wanted);
    }

    /** Room taken from a budget; closing gives it back, and must happen once. */
    @FunctionalInterface
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
