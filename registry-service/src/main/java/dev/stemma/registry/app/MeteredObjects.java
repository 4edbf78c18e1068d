package dev.stemma.registry.app;

import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.Salvage;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Counts the bytes that go into and come out of an object store. */
final class MeteredObjects implements ObjectStore {

    private final ObjectStore inner;
    private final Meters meters;

    MeteredObjects(ObjectStore inner, Meters meters) {
        this.inner = inner;
        this.meters = meters;
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        inner.put(key, length, bytes);
        meters.written(length);
    }

    @Override
    public long salvage(String key, long mostBytes, Salvage bytes) {
        long length = inner.salvage(key, mostBytes, bytes);
        meters.written(length);
        return length;
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        InputStream bytes = inner.open(key, offset, length);
        meters.read(length);
        return bytes;
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return inner.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return inner.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        inner.delete(key);
    }

    @Override
    public void check() {
        inner.check();
    }

    void close() throws Exception {
        if (inner instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
