package dev.stemma.blob.gc;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.Digest;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.GarbageIndex.Marked;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/**
 * Marks, condemns, and removes what was condemned longer than the grace period ago. It may be stopped at any moment and run
 * on several servers at once: every step looks at the index anew, and objects that lost their rows are remembered until they
 * are deleted.
 */
public final class Collector {

    private static final int BATCH = 500;

    private final GarbageIndex garbage;
    private final RetiredObjects retired;
    private final Rewriter rewriter;

    /** What a collector asks of the store whose bytes it collects. */
    public interface Rewriter {

        /** Tells the index the chunks of a file from its recipe, so that they count as needed. */
        void learnChunks(IndexedBlob blob);

        /** Moves what is left in a pack to a new one, so that the pack can go. */
        void compact(String packKey);
    }

    /** Over parts that belong together. */
    public Collector(GarbageIndex garbage, RetiredObjects retired, Rewriter rewriter) {
        this.garbage = garbage;
        this.retired = retired;
        this.rewriter = rewriter;
    }

    /**
     * What a run did.
     *
     * @param condemned what was condemned after the mark, before anything went
     * @param blobs files that went
     * @param places locations of chunks that went
     * @param compacted packs whose rest was moved
     * @param objects objects that were deleted
     */
    public record Collected(Marked condemned, long blobs, long places, long compacted, long objects) {}

    /** Runs once. */
    public Collected run(Duration grace) {
        garbage.unknown(BATCH).forEach(rewriter::learnChunks);
        Marked marked = garbage.mark(garbage.now());
        Instant due = garbage.now().minus(grace);
        long blobs = sweepBlobs(due);
        long places = sweepChunks(due);
        long compacted = compact();
        // What was retired at that very moment is due as well.
        return new Collected(marked, blobs, places, compacted, retired.delete(due.plus(1, ChronoUnit.MICROS)));
    }

    /** What a run would condemn, without doing so. */
    public Marked dryRun() {
        return garbage.wouldMark(garbage.now());
    }

    private long sweepBlobs(Instant due) {
        return scan(after -> garbage.blobsDue(due, after, BATCH), some -> garbage.removeBlobs(some, garbage.now()));
    }

    /** A base goes after what leans on it, so there are as many rounds as there are depths. */
    private long sweepChunks(Instant due) {
        long all = 0;
        long some;
        do {
            some = scan(
                    after -> garbage.chunksDue(due, after, BATCH),
                    chunks -> garbage.removeChunks(chunks, garbage.now()));
            all += some;
        } while (some > 0);
        return all;
    }

    private interface Source {
        List<Digest> after(String digest);
    }

    private interface Removal {
        int of(Collection<Digest> some);
    }

    private static long scan(Source source, Removal removal) {
        long removed = 0;
        List<Digest> some = source.after("");
        while (!some.isEmpty()) {
            removed += removal.of(some);
            some = source.after(some.getLast().hex());
        }
        return removed;
    }

    private long compact() {
        List<String> sparse = garbage.sparse(BATCH);
        sparse.forEach(rewriter::compact);
        return sparse.size();
    }
}
