package dev.stemma.blob;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is where: the rows that make stored objects findable. It is the source of speed, not of truth, since packs and
 * recipes carry all of it. Every call is atomic and durable when it returns, and inserts are idempotent; after a call that
 * throws, nothing of it is there. All methods may be called by any number of threads.
 *
 * <p><b>The invariant.</b> At every moment, for each base of each location of depth <i>d</i>, there is a location of depth
 * below <i>d</i>, of whatever owner. Who decodes a chunk can thus always go on to a lower depth and ends at depth 0 after
 * at most <i>d</i> steps; there are no circles. {@link #addPacks} and {@link #drop} keep it: those of their calls that could
 * break it together run one after the other.
 */
public interface BlobIndex {

    /** Largest number of chunks that one {@link #locate} call may ask for. */
    int MAX_BATCH = 500;

    /** The file with this digest, if one was added. */
    Optional<IndexedBlob> blob(Digest digest);

    /**
     * Adds a file and says which chunks it is made of. If one with the same digest is there already it stays as it is,
     * whatever its recipe key. The chunks are kept if the row that is now there has this recipe key, so that those of a
     * file that was added without them can be supplied by adding it again.
     *
     * @param chunks the distinct chunks that the recipe itself names: none for its inline segments, nor those of other
     *     files that it takes slices of. They serve figures about usage and the collection of what nobody needs; reading
     *     the file does without them. They need not be stored.
     * @return the row that is now there; compare its recipe key to learn whether this call added it
     */
    IndexedBlob addBlob(IndexedBlob blob, Collection<Digest> chunks);

    /** The chunks that a file was added with; none if it was added without, or is not there. One row for each chunk is read. */
    Set<Digest> chunksOf(Digest blob);

    /** The pack of this owner with this digest, if one was added that has lost no location since. */
    Optional<IndexedPack> pack(String owner, Digest digest);

    /**
     * Adds packs with all their chunk locations: all of them or, if anything fails, none. A pack whose owner and digest
     * are there already stays as it is, and the given row and its locations are dropped.
     *
     * <p>Packs whose frames have bases wait for their turn among calls like this one and {@link #drop}; packs of plain
     * frames wait for nobody. To make an index anew from stored packs, pass those that lean on each other in one call.
     *
     * @param packs packs with the locations in each; every location's {@code packKey} and {@code owner} are its pack's
     * @return for each given pack, in order, the row that is now there
     * @throws BlobException.BaseNotStored if a base of a location to be added has, at this moment, no location of lower
     *     depth, neither in the index nor among those to be added
     */
    List<IndexedPack> addPacks(List<NewPack> packs);

    /**
     * Where chunks can be found. A chunk that is nowhere has no entry; no list is empty. Locations come oldest first.
     * Someone may drop a location a moment later; its pack's object stays for a while (see {@link #retired}), so whoever
     * finds it gone asks again.
     *
     * @param chunks at most {@link #MAX_BATCH}; repeated digests are allowed
     * @throws IllegalArgumentException if there are more
     */
    Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks);

    /**
     * What a pack still holds: its locations that were not dropped, in the order of its frames. Empty if there is no such
     * pack or it is retired.
     *
     * @param packKey object key of the pack
     */
    List<ChunkLocation> chunksIn(String packKey);

    /**
     * Drops those of the given locations that nothing needs; the others stay, which is not an error. A location goes only
     * if both hold:
     *
     * <ul>
     *   <li>its owner has another location of this chunk, which is not given here;
     *   <li>if locations, given or not, name this chunk as a base: there is another location of it, of whatever owner and
     *       not given here, whose depth is below that of all of them.
     * </ul>
     *
     * <p>A pack of which nothing is left is retired in the same transaction: {@link #pack} finds it no longer, and the key
     * of its object is remembered (see {@link #retired}). The object itself is not touched. Cost grows with the number of
     * locations, and calls that add frames with bases wait meanwhile: give one pack's at a time.
     *
     * @param places as {@link #locate} or {@link #chunksIn} gave them; any that are no longer there are passed over
     * @param now when packs that this empties count as retired
     * @return how many went
     */
    int drop(Collection<ChunkLocation> places, Instant now);

    /**
     * Object keys of packs that were retired before this moment, oldest first. Nothing refers to them, but who located a
     * chunk before they were retired may still be reading them: leave their objects that long.
     *
     * @param limit at most so many keys, 1 or more
     */
    List<String> retired(Instant before, int limit);

    /** No longer remembers these object keys as retired; for after their objects were deleted. Unknown keys are passed over. */
    void forget(Collection<String> keys);

    /**
     * Takes a lease on chunks and files, whether they are there yet or not, and says which are not. What is there when this
     * returns stays there until the lease ends: {@link GarbageIndex} leaves it alone, and takes its sentence back if it was
     * condemned. The lease of a holder that is there already is made longer if need be.
     *
     * @param needed digests of chunks, of files, or both
     * @return those of them that are neither a chunk with a location nor a file
     */
    Set<Digest> hold(Lease lease, Collection<Digest> needed);

    /** Ends the lease of this holder. Does nothing if there is none. */
    void release(String holder);

    /**
     * Makes sure of files within the caller's transaction, for a reference to them that is about to be written in it: those
     * that are there stay until the transaction ends, and after it if it commits the reference. Takes back their sentence if
     * they were condemned.
     *
     * @return those that are not there
     */
    Set<Digest> keep(Collection<Digest> blobs);

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

        /** Whether decoding any of its frames needs another chunk. */
        public boolean leans() {
            return locations.stream().anyMatch(location -> !location.bases().isEmpty());
        }
    }
}
