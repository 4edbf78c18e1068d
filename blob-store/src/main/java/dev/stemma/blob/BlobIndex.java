package dev.stemma.blob;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is where: the rows that make stored objects findable. It is the source of speed, not of truth, since packs and
 * recipes carry all of it. Every call is atomic and durable when it returns, and inserts are idempotent. All methods may
 * be called by any number of threads.
 */
public interface BlobIndex {

    /** Largest number of chunks that one {@link #locate} call may ask for. */
    int MAX_BATCH = 500;

    /** The file with this digest, if one was added. */
    Optional<IndexedBlob> blob(Digest digest);

    /**
     * Adds a file. If one with the same digest is there already it stays as it is, whatever its recipe key.
     *
     * @return the row that is now there; compare its recipe key to learn whether this call added it
     */
    IndexedBlob addBlob(IndexedBlob blob);

    /** The pack of this owner with this digest, if one was added. */
    Optional<IndexedPack> pack(String owner, Digest digest);

    /**
     * Adds packs with all their chunk locations: all of them or, if anything fails, none. A pack whose owner and digest
     * are there already stays as it is, and the given row and its locations are dropped.
     *
     * @param packs packs with the locations in each; every location's {@code packKey} and {@code owner} are its pack's
     * @return for each given pack, in order, the row that is now there
     */
    List<IndexedPack> addPacks(List<NewPack> packs);

    /**
     * Where chunks can be found. A chunk that is nowhere has no entry; no list is empty. Locations come oldest first.
     *
     * @param chunks at most {@link #MAX_BATCH}; repeated digests are allowed
     * @throws IllegalArgumentException if there are more
     */
    Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks);

    /**
     * A stored file.
     *
     * @param recipeKey object key of the recipe that says which chunks make it
     */
    record IndexedBlob(Digest digest, long sizeBytes, String recipeKey) {}

    /**
     * A stored pack.
     *
     * @param key object key
     * @param chunks how many frames it holds
     */
    record IndexedPack(String key, String owner, Digest digest, long sizeBytes, int chunks) {}

    /** A pack to add with the locations of its chunks, in the order of its frames. */
    record NewPack(IndexedPack pack, List<ChunkLocation> locations) {

        /** Copies the list. */
        public NewPack {
            locations = List.copyOf(locations);
        }
    }
}
