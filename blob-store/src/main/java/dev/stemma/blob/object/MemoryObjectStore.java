package dev.stemma.blob.object;

import dev.stemma.blob.BlobException.ObjectMissing;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, gone with the process: for tests. */
public final class MemoryObjectStore implements ObjectStore {

    private static final class Stored {
        private final byte[] bytes;
        private final Instant modified;

        Stored(byte[] bytes, Instant modified) {
            this.bytes = bytes;
            this.modified = modified;
        }
    }

    private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    /** An empty store that dates objects by this clock. */
    public MemoryObjectStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        ObjectKeys.check(key);
        objects.put(key, new Stored(BufferedBytes.read(bytes, length).bytes(), clock.instant()));
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        Stored stored = objects.get(ObjectKeys.check(key));
        if (stored == null) {
            throw new ObjectMissing(key);
        }
        Objects.checkFromIndexSize(offset, length, stored.bytes.length);
        return new ByteArrayInputStream(stored.bytes, (int) offset, (int) length);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        Stored stored = objects.get(ObjectKeys.check(key));
        return stored == null ? Optional.empty() : Optional.of(info(key, stored));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        ObjectKeys.checkPrefix(prefix);
        ObjectKeys.checkLimit(limit);
        String start = after.compareTo(prefix) > 0 ? after : prefix;
        return objects.tailMap(start, !start.equals(after)).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(entry -> info(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(ObjectKeys.check(key));
    }

    private static ObjectInfo info(String key, Stored stored) {
        return new ObjectInfo(key, stored.bytes.length, stored.modified);
    }
}
