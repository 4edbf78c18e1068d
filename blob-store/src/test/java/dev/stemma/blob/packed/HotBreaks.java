package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BrokenStream;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store that takes hot objects but neither reads nor deletes them: it refuses, or the connection breaks. */
class HotBreaks implements ObjectStore {

    private final ObjectStore inner;
    private final boolean midway;

    HotBreaks(ObjectStore inner, boolean midway) {
        this.inner = inner;
        this.midway = midway;
    }

    /** To be told of what was put. */
    void afterPut(String key) {
        // Only some want to know.
    }

    private static boolean hot(String key) {
        return key.startsWith("hot/");
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        inner.put(key, length, bytes);
        afterPut(key);
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        if (!hot(key)) {
            return inner.open(key, offset, length);
        }
        if (midway) {
            return BrokenStream.after(new byte[1000], new IOException("connection reset"));
        }
        throw new StoreUnavailable("away", true, null);
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
        if (hot(key)) {
            throw new StoreUnavailable("away", true, null);
        }
        inner.delete(key);
    }
}
