package dev.stemma.blob.object.around;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.Salvage;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Trusts no acknowledgement: after a put it asks for the object and compares its size, and it holds every range to the
 * length that was asked for.
 */
public final class Verifying implements ObjectStore, AutoCloseable {

    private final ObjectStore inner;

    /** Checks what {@code inner} says. */
    public Verifying(ObjectStore inner) {
        this.inner = inner;
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        inner.put(key, length, bytes);
        check(key, length);
    }

    @Override
    public long salvage(String key, long mostBytes, Salvage bytes) {
        long length = inner.salvage(key, mostBytes, bytes);
        check(key, length);
        return length;
    }

    private void check(String key, long length) {
        long stored = inner.head(key).map(ObjectInfo::sizeBytes).orElse(-1L);
        if (stored != length) {
            inner.delete(key);
            throw new StoreUnavailable(
                    "The object store acknowledged " + length + " bytes of " + key + " but shows "
                            + (stored < 0 ? "no such object" : stored + " bytes"),
                    false,
                    null);
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        return new FilterInputStream(inner.open(key, offset, length)) {
            private long left = length;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int start, int count) throws IOException {
                int given = in.read(target, start, count);
                left -= Math.max(given, 0);
                if (left < 0 || (given < 0 && left > 0)) {
                    throw new EOFException("Asked for " + length + " bytes of " + key + ", got " + (length - left));
                }
                return given;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = in.skip(count);
                left -= skipped;
                return skipped;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
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

    /** Closes the inner store, if it can be closed. */
    @Override
    public void close() throws IOException {
        Closing.close(inner);
    }
}
