package dev.stemma.blob.object.around;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.BufferedBytes;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats calls that failed for a passing reason, at most {@value #ATTEMPTS} times in all, after a random pause that
 * doubles its bound each time, so that many clients don't come back at once. A put is held in memory, within a budget, so
 * that it can be repeated. What fails while an opened range is read is not repeated.
 */
public final class Retrying implements ObjectStore, AutoCloseable {

    /** Waits, or in tests pretends to. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after this time. */
        void sleep(Duration time) throws InterruptedException;
    }

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final ObjectStore inner;
    private final ByteBudget budget;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    /** Repeats calls to {@code inner}, holding puts within this budget. */
    public Retrying(ObjectStore inner, ByteBudget budget, Sleeper sleeper, RandomGenerator random) {
        this.inner = inner;
        this.budget = budget;
        this.sleeper = sleeper;
        this.random = random;
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        try (ByteBudget.Share _ = budget.take(length)) {
            BufferedBytes held = BufferedBytes.read(bytes, length);
            repeat(() -> {
                held.reset();
                inner.put(key, length, held);
                return held;
            });
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        return repeat(() -> inner.open(key, offset, length));
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return repeat(() -> inner.head(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return repeat(() -> inner.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) {
        repeat(() -> {
            inner.delete(key);
            return key;
        });
    }

    /** Closes the inner store, if it can be closed. */
    @Override
    public void close() throws IOException {
        Closing.close(inner);
    }

    private <T> T repeat(Supplier<T> call) {
        Duration bound = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StoreUnavailable e) {
                if (!e.passing() || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(bound, e);
                bound = bound.multipliedBy(2);
            }
        }
    }

    private void pause(Duration bound, StoreUnavailable reason) {
        try {
            sleeper.sleep(Duration.ofNanos(random.nextLong(bound.toNanos() / 2, bound.toNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason.addSuppressed(e);
            throw reason;
        }
    }
}
