package dev.stemma.registry.flow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Extends a lease over and over until it is closed, or until it is lost. */
public final class LeaseKeeper implements AutoCloseable {

    private final BooleanSupplier extend;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Starts at once.
     *
     * @param extend extends the lease; false when it is lost
     * @param every how often; a lease should last a few times as long
     */
    public LeaseKeeper(BooleanSupplier extend, Duration every) {
        this.extend = extend;
        this.every = every;
        this.thread = Thread.ofVirtual().name("lease").start(this::keep);
    }

    private void keep() {
        try {
            boolean held = true;
            while (held && !closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                held = extended();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A database that is away for a moment is no reason to give up: the lease lasts longer than a few tries. */
    private boolean extended() {
        try {
            return extend.getAsBoolean();
        } catch (RuntimeException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
