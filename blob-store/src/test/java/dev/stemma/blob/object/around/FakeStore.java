package dev.stemma.blob.object.around;

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

    private void call() {
        calls++;
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

    @Override
    public InputStream open(String key, long offset, long length) {
        call();
        return memory.open(key, offset, length);
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
