package dev.stemma.blob;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What nobody needs any more. A file is needed by a version that was not removed, or by a lease; a chunk by such a file, by
 * a lease, or as a base of a needed chunk. What is not needed is condemned first, and removed only after a grace period and
 * after looking again, under the same row locks that {@link BlobIndex#hold} and {@link BlobIndex#keep} take. Nothing is
 * removed by its digest but rows: objects are remembered by their unique keys as {@link BlobIndex#retired}.
 *
 * <p>Every call is atomic and durable when it returns. All methods may be called by any number of threads and servers.
 */
public interface GarbageIndex {

    /** The time by the clock of the database, which all servers share. */
    Instant now();

    /** Files, at most so many, whose chunks the index does not know though they must have some; see {@link BlobIndex#addBlob}. */
    List<BlobIndex.IndexedBlob> unknown(int limit);

    /**
     * Condemns everything that is not needed, and reprieves what is needed again. While there are {@link #unknown} files
     * no chunk is condemned, since theirs could be among them.
     */
    Marked mark(Instant now);

    /** What {@link #mark} would say, changing nothing. */
    Marked wouldMark(Instant now);

    /** Condemned files that were condemned before this moment or at it, by digest, behind the given one. */
    List<Digest> blobsDue(Instant condemned, String after, int limit);

    /** Condemned chunks that were condemned before this moment or at it, by digest, behind the given one. */
    List<Digest> chunksDue(Instant condemned, String after, int limit);

    /** Removes the rows of those of the condemned files that are not needed, and retires their recipes. */
    int removeBlobs(Collection<Digest> blobs, Instant now);

    /**
     * Removes the locations of those of the condemned chunks that are not needed. One that serves as a base stays until what
     * leans on it is gone. Packs of which nothing is left are retired.
     *
     * @return how many locations went
     */
    int removeChunks(Collection<Digest> chunks, Instant now);

    /** Object keys of packs that have lost chunks and of which what is left takes less than half, at most so many. */
    List<String> sparse(int limit);

    /** Those of the object keys that a row names: of a pack, a recipe, or one that is retired. */
    Set<String> known(Collection<String> objectKeys);

    /**
     * What is condemned after a mark.
     *
     * @param blobs condemned files
     * @param chunks condemned chunks
     * @param chunkBytes what their frames take in packs
     * @param unknownBlobs files whose chunks are not known; if there are any, chunks were left alone
     */
    record Marked(long blobs, long chunks, long chunkBytes, long unknownBlobs) {}
}
