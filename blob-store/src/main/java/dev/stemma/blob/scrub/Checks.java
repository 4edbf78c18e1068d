package dev.stemma.blob.scrub;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.ScrubIndex.StoredPack;

/**
 * How a store's parts are looked at. Each check returns if all is well, and throws a {@code BlobException} of damage otherwise;
 * {@link dev.stemma.blob.BlobException.StoreUnavailable} means that nothing is known.
 */
public interface Checks {

    /** A whole pack: every checksum, its footer, its length, its digest. */
    void pack(StoredPack pack);

    /** Moves what is sound in a pack to a new one, since its table is not. */
    void rewrite(StoredPack pack);

    /** One frame: its header and checksum. */
    void frame(ChunkLocation place);

    /** One chunk, decoded from this place, against its digest. */
    void chunk(ChunkLocation place);

    /** A recipe: that it is there and makes this file. */
    void recipe(IndexedBlob blob);

    /** A whole file against its digest. */
    void file(IndexedBlob blob);
}
