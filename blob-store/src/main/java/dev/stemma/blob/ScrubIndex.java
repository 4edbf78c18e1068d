package dev.stemma.blob;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a scrub asks of an index and tells it. A location that is marked as bad is found no longer: readers take another one,
 * and where there is none, pushes are told that the chunk is missing, so that the next push of the same bytes heals it. Every
 * call is atomic and durable when it returns. All methods may be called by any number of threads.
 */
public interface ScrubIndex {

    /** Packs by object key, behind the given one. */
    List<StoredPack> packs(String after, int limit);

    /** Packs that were verified before this moment, longest ago first. */
    List<StoredPack> stale(Instant before, int limit);

    /** Files by digest, behind the given one, whether their recipe is bad or not. */
    List<IndexedBlob> blobs(String after, int limit);

    /** Marks those locations of a pack as bad that are of these chunks. */
    void markBad(String packKey, Collection<Digest> chunks);

    /** Marks the recipe of a file as bad: the file is found no longer until it is added again. */
    void markBad(IndexedBlob blob);

    /** Takes back that the recipe of a file is bad. */
    void markGood(IndexedBlob blob);

    /** Records that a pack was found as it should be. */
    void verified(String packKey, Instant when);

    /** When the pack was verified that was so longest ago; empty if there is none. New packs count as verified. */
    Optional<Instant> oldestVerified();

    /** The files that are made of any of these chunks, or of chunks that are encoded against them, directly or through others. */
    Set<Digest> madeOf(Collection<Digest> chunks);

    /**
     * A pack as it was stored.
     *
     * @param digest of its footer's table, even if the pack has lost chunks since
     */
    record StoredPack(String key, Digest digest, long sizeBytes) {}
}
