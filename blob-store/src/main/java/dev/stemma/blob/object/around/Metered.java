package dev.stemma.blob.object.around;

import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.Salvage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells a meter of every call: which, how long it took, how many bytes were asked for, whether it failed. */
public final class Metered implements ObjectStore, AutoCloseable {

    /** The calls of an object store. */
    public enum Operation {
        PUT,
        OPEN,
        HEAD,
        LIST,
        DELETE
    }

    /** Takes measurements; must be quick and must not throw. */
    @FunctionalInterface
    public interface Meter {
        /**
         * One call came to its end.
         *
         * @param bytes length of the put or the opened range, else 0
         */
        void record(Operation operation, Duration took, long bytes, boolean failed);
    }

    private final ObjectStore inner;
    private final Meter meter;
    private final LongSupplier nanoTime;

    /** Measures calls to {@code inner} with a clock that counts nanoseconds, such as {@code System::nanoTime}. */
    public Metered(ObjectStore inner, Meter meter, LongSupplier nanoTime) {
        this.inner = inner;
        this.meter = meter;
        this.nanoTime = nanoTime;
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        measure(Operation.PUT, length, () -> {
            inner.put(key, length, bytes);
            return key;
        });
    }

    @Override
    public long salvage(String key, long mostBytes, Salvage bytes) {
        return measure(Operation.PUT, mostBytes, () -> inner.salvage(key, mostBytes, bytes));
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        return measure(Operation.OPEN, length, () -> inner.open(key, offset, length));
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return measure(Operation.HEAD, 0, () -> inner.head(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return measure(Operation.LIST, 0, () -> inner.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) {
        measure(Operation.DELETE, 0, () -> {
            inner.delete(key);
            return key;
        });
    }

    @Override
    public void check() {
        inner.check();
    }

    /** Closes the inner store, if it can be closed. */
    @Override
    public void close() throws IOException {
        Closing.close(inner);
    }

    private <T> T measure(Operation operation, long bytes, Supplier<T> call) {
        long start = nanoTime.getAsLong();
        boolean failed = true;
        try {
            T result = call.get();
            failed = false;
            return result;
        } finally {
            meter.record(operation, Duration.ofNanos(nanoTime.getAsLong() - start), bytes, failed);
        }
    }
}
