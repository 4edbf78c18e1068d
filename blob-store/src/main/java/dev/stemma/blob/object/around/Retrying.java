package dev.stemma.blob.object.around;

import dev.stemma.blob.object.BufferedBytes;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.Salvage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Repeats calls that failed for a passing reason, within the bounds of {@link Tries}. A put is held in memory, within a budget, so that it
 * can be repeated. A range that breaks off while it is read is opened again from where it broke.
 */
public final class Retrying implements ObjectStore, AutoCloseable {

    /** Waits, or in tests pretends to. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after this time. */
        void sleep(Duration time) throws InterruptedException;
    }

    private final ObjectStore inner;
    private final ByteBudget budget;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;

    /**
     * Repeats calls to {@code inner}, holding puts within this budget.
     *
     * @param random draws the pauses; many threads use it at once, as {@code java.util.Random} allows
     * @param nanoTime a clock that counts nanoseconds, such as {@code System::nanoTime}
     */
    public Retrying(
            ObjectStore inner, ByteBudget budget, Sleeper sleeper, RandomGenerator random, LongSupplier nanoTime) {
        this.inner = inner;
        this.budget = budget;
        this.sleeper = sleeper;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        try (ByteBudget.Share _ = budget.take(length)) {
            putHeld(key, length, BufferedBytes.read(bytes, length));
        }
    }

    private void putHeld(String key, long length, BufferedBytes held) {
        tries().run(() -> {
            held.reset();
            inner.put(key, length, held);
            return held;
        });
    }

    @Override
    public long salvage(String key, long mostBytes, Salvage bytes) {
        try (ByteBudget.Share _ = budget.take(mostBytes)) {
            BufferedBytes held = bytes.buffered(mostBytes);
            long length = held.available();
            putHeld(key, length, held);
            return length;
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        Tries tries = tries();
        return new ResumedRange(inner, key, offset, length, tries.run(() -> inner.open(key, offset, length)), tries);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return tries().run(() -> inner.head(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return tries().run(() -> inner.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) {
        tries().run(() -> {
            inner.delete(key);
            return key;
        });
    }

    /** Without repetitions: who asks wants to know how it is now. */
    @Override
    public void check() {
        inner.check();
    }

    /** Closes the inner store, if it can be closed. */
    @Override
    public void close() throws IOException {
        Closing.close(inner);
    }

    private Tries tries() {
        return new Tries(sleeper, random, nanoTime);
    }
}
