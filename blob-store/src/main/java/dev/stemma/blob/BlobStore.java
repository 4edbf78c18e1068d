package dev.stemma.blob;

import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files by digest. A file that {@link #find} shows is complete, durable and was verified against its SHA-256; nothing of
 * a failed or interrupted upload is ever visible. All methods may be called by any number of threads.
 *
 * <p>An <em>owner</em> is an opaque name (a namespace) to which uploaded packs belong. Answers about chunks are given
 * from packs of readable owners only, so that nobody learns of, or obtains, bytes that others uploaded. Whether a caller
 * may read a whole file is not decided here.
 *
 * <p>Any method may throw {@link BlobException.StoreUnavailable}; those that write may throw
 * {@link BlobException.StoreFull}. After either, what was stored before is unharmed and the call may be repeated.
 */
public interface BlobStore {

    /** Stands for a size that the sender did not announce. */
    long UNKNOWN_SIZE = -1;

    /** The file with this digest, if it is stored. One index look-up, no bytes read. */
    Optional<BlobInfo> find(Digest blob);

    /**
     * The bytes {@code [offset, offset + length)} of a file, in constant memory. Each chunk is verified before its first
     * byte is handed out; reading a damaged chunk throws {@link BlobException.BlobCorrupt} from {@code read}, never
     * wrong bytes. The stream is for one thread and must be closed.
     *
     * @throws BlobException.BlobNotFound if no such file is stored
     * @throws IndexOutOfBoundsException if the range reaches outside the file
     */
    InputStream open(Digest blob, long offset, long length);

    /**
     * Stores a whole file in one pass and constant memory, cut into chunks and packs of this owner. The bytes are read
     * to their end and verified even if the file is stored already. The stream is not closed.
     *
     * @param expectedSizeBytes announced length, or {@link #UNKNOWN_SIZE}; reading stops one byte past it
     * @throws BlobException.DigestMismatch if the bytes have another SHA-256; nothing is visible then
     * @throws BlobException.SizeMismatch if there are fewer or more bytes than announced; nothing is visible then
     * @throws BlobException.SourceFailed if the stream throws; nothing is visible then
     */
    BlobInfo put(String owner, InputStream bytes, Digest expected, long expectedSizeBytes);

    /**
     * Which chunks a push must send: bit {@code i} is set if no pack of a readable owner holds {@code chunks.get(i)}.
     * Index look-ups only, some hundred chunks each.
     */
    BitSet missing(List<Chunk> chunks, Predicate<String> readableOwners);

    /**
     * Stores a pack as received, after verifying every frame and the footer. Repeating it for the same owner and digest
     * gives the same answer without reading the stream. The stream is not closed.
     *
     * @param packDigest SHA-256 of the pack's footer table
     * @param sizeBytes exact length of the pack
     * @throws BlobException.PackInvalid if any byte is not as the format says; nothing is visible then
     * @throws BlobException.DigestMismatch if the footer has another digest; nothing is visible then
     * @throws BlobException.SizeMismatch if the stream is shorter or longer; nothing is visible then
     * @throws BlobException.SourceFailed if the stream throws; nothing is visible then
     */
    PackInfo putPack(String owner, Digest packDigest, InputStream pack, long sizeBytes);

    /**
     * Makes a file of chunks that readable owners' packs hold, in this order. Reads them once and verifies the SHA-256
     * of the whole before the file becomes visible. If the file is stored already with the same chunks, and all are
     * readable, nothing is read.
     *
     * @throws BlobException.ChunksMissing naming every chunk that no readable pack holds
     * @throws BlobException.SizeMismatch if the chunks do not add up to {@code sizeBytes}
     * @throws BlobException.DigestMismatch if sound chunks make another file: the list is wrong
     * @throws BlobException.BlobCorrupt if a stored chunk is damaged, naming it
     */
    BlobInfo assemble(String owner, Digest blob, long sizeBytes, List<Chunk> chunks, Predicate<String> readableOwners);

    /**
     * This store for one upload: what {@link #missing} calls present, and what is stored through it, is kept from the
     * collector until the lease is released in the index or ends. Without a lease, a file is safe once something refers to it.
     * A store that never collects may be its own view.
     */
    default BlobStore under(Lease lease) {
        return this;
    }
}
