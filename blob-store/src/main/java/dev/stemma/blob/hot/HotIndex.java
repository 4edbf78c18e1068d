package dev.stemma.blob.hot;

import dev.stemma.blob.Digest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which files are hot. Every call is atomic, and durable when it returns; losing rows, or keeping rows whose objects are
 * gone, costs speed and nothing else. All methods may be called by any number of threads and processes.
 */
public interface HotIndex {

    /** Largest number of keys that one {@link #known} call may ask for. */
    int MAX_BATCH = 1000;

    /** The hot file with this digest, if there is one. */
    Optional<HotFile> find(Digest blob);

    /**
     * Adds a file whose objects are complete.
     *
     * @return false, and nothing changed, if there is one with this digest already
     */
    boolean add(HotFile file);

    /** Notes that a file was read at this time; does nothing if no file has this key. */
    void use(String key, Instant at);

    /**
     * Forgets a file; its objects may be deleted afterwards, never before.
     *
     * @return false if no file has this key
     */
    boolean drop(String key);

    /**
     * The files that were not read for the longest time, these first.
     *
     * @param limit at most so many, 1 or more
     */
    List<HotFile> leastUsed(int limit);

    /**
     * Those of these keys that a file has.
     *
     * @param keys at most {@link #MAX_BATCH}
     * @throws IllegalArgumentException if there are more
     */
    Set<String> known(Collection<String> keys);

    /** Bytes of all hot files together. */
    long sizeBytes();
}
