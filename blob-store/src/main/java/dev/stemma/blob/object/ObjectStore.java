package dev.stemma.blob.object;

import dev.stemma.blob.BlobException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Immutable objects under unique keys. The caller never puts different bytes under one key, so no rule rests on
 * conditional writes. What a method has acknowledged is durable and seen by every later call. All methods may be called
 * by any number of threads.
 *
 * <p>Keys are lower-case ASCII: segments of {@code [a-z0-9][a-z0-9._-]*} joined by {@code /}; see {@link ObjectKeys}.
 * Any method may throw {@link BlobException.StoreUnavailable}.
 */
public interface ObjectStore {

    /**
     * Stores exactly {@code length} bytes. The object appears complete or not at all. If the stream is to blame for a
     * failure, nothing is visible under the key; if the store is, the complete object may be there, unacknowledged.
     * Repeating it with the same bytes is harmless. The stream is not closed.
     *
     * @throws BlobException.SizeMismatch if the stream holds fewer or more bytes
     * @throws BlobException.SourceFailed if the stream throws an {@code IOException}; a {@code BlobException} that it
     *     throws passes through unchanged
     * @throws BlobException.StoreFull if there is no room
     */
    void put(String key, long length, InputStream bytes);

    /**
     * Like {@link #put}, of a stream that may end early: stores what it says is to be kept, and gives the size of that.
     *
     * @param mostBytes the length if all of it comes
     * @throws BlobException.SizeMismatch if the stream holds more
     */
    default long salvage(String key, long mostBytes, Salvage bytes) {
        BufferedBytes held = bytes.buffered(mostBytes);
        long length = held.available();
        put(key, length, held);
        return length;
    }

    /**
     * The bytes {@code [offset, offset + length)}. The stream gives exactly {@code length} bytes, or its {@code read}
     * throws; it must be closed.
     *
     * @throws BlobException.ObjectMissing if there is no such object
     * @throws IndexOutOfBoundsException if the range reaches outside the object (here or at the first read)
     */
    InputStream open(String key, long offset, long length);

    /** Size of an object, or empty if there is none. */
    Optional<ObjectInfo> head(String key);

    /**
     * Objects whose key starts with {@code prefix} and is greater than {@code after}, in the order of keys.
     *
     * @param after key to continue behind, or the empty string
     * @param limit largest number of results, 1 to 1000
     * @return fewer than {@code limit} only at the end
     */
    List<ObjectInfo> list(String prefix, String after, int limit);

    /** Removes an object. Does nothing if there is none. */
    void delete(String key);

    /**
     * Checks that the store can be used at this moment, for reading and for writing as far as that can be known without storing anything.
     *
     * @throws BlobException.StoreUnavailable saying what is wrong, if not
     */
    default void check() {
        head("health/check");
    }
}
