package dev.stemma.blob;

import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes packs whose frames were encoded by whoever sends them, against chunks that are stored. Safe for any number of threads.
 */
public interface EncodedUploads {

    /**
     * How deep each chunk lies at the shallowest: a frame with it as a base has to state a greater depth. Index look-ups only, some
     * hundred chunks each.
     *
     * @param readableOwners whose packs count
     * @return for each chunk 0 if no readable pack holds it, else 1 more than its depth
     */
    byte[] depths(List<Digest> chunks, Predicate<String> readableOwners);

    /**
     * Stores a pack as received, like {@link BlobStore#putPack}, whatever its frames' codecs. Before anything of it is visible, every
     * encoded frame is decoded and compared with its digest. Bases must be stored already, in packs of readable owners; a base that
     * is stored elsewhere is treated like one that is not.
     *
     * @param readableOwners whose packs may hold bases
     * @throws BlobException.PackInvalid if any byte is not as the format says, a base is not stored or not shallow enough, or a frame
     *     makes another chunk than it states; nothing is visible then
     */
    PackInfo putEncodedPack(
            String owner, Digest packDigest, InputStream pack, long sizeBytes, Predicate<String> readableOwners);

    /** The same uploads, whose chunks are kept for whoever holds the lease; see {@link BlobStore#under}. */
    EncodedUploads under(Lease lease);
}
