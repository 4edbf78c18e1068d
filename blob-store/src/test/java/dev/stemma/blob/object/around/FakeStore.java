package dev.stemma.blob.object.around;

import dev.stemma.blob.BrokenStream;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A store in memory that throws what it was told to, call by call, before it works. */
class FakeStore implements ObjectStore {

    final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final ObjectStore memory = new MemoryObjectStore(() -> Instant.EPOCH);
    int calls;

    /** After how many bytes the ranges break off that are opened from now on, one after the other. */
    final Deque<Integer> breaks = new ArrayDeque<>();

    Runnable beforeCall = () -> {};

    private void call() {
        calls++;
        beforeCall.run();
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        try {
            call();
        } catch (RuntimeException e) {
            drain(bytes);
            throw e;
        }
        memory.put(key, length, bytes);
    }

    /** A store that fails has often read some of the bytes. */
    private static void drain(InputStream bytes) {
        try {
            bytes.skipNBytes(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(String key, long offset, int length) {
        try (InputStream in = memory.open(key, offset, length)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        call();
        Integer end = breaks.poll();
        return end == null
                ? memory.open(key, offset, length)
                : BrokenStream.after(bytes(key, offset, end), new IOException("broken off"));
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        call();
        return memory.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        call();
        return memory.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        call();
        memory.delete(key);
    }
}
