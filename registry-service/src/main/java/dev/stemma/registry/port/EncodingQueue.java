package dev.stemma.registry.port;

import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.model.EncodingJob;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Versions whose files wait to be encoded. A job is taken by a lease, so that the job of a dead worker is taken again; one that was
 * taken {@link #MAX_ATTEMPTS} times without an end has failed, and is kept for operators to see. All methods run inside the caller's
 * transaction if there is one; {@link #lease} is best called in one of its own.
 */
public interface EncodingQueue {

    /** How often a job is tried. */
    int MAX_ATTEMPTS = 5;

    /**
     * Lets a version that exists wait to be encoded, from that time on. One that waits or is being encoded stays as it is; one that was
     * encoded, or failed, waits anew and counts its attempts from the start.
     */
    void enqueue(VersionId version, Instant now);

    /**
     * Asks to be called, on whatever thread, after each transaction of this process that enqueued something has committed. Other
     * processes are not heard of, so whoever wants their jobs must look now and then.
     */
    void onEnqueued(Runnable wake);

    /**
     * Takes the job that is due the longest, or whose lease has expired, and counts the attempt. No two callers get the same job. Jobs
     * whose lease expired at their last attempt become failed ones on the way.
     *
     * @param worker who takes it, unique among all workers
     * @param now the present time
     * @param until when the lease ends unless it is extended
     */
    Optional<EncodingJob> lease(String worker, Instant now, Instant until);

    /** Extends a lease; false when the worker no longer holds it. */
    boolean extend(long id, String worker, Instant until);

    /** Ends a job with its figures; false, and nothing changed, when the worker no longer holds its lease. */
    boolean finish(long id, String worker, FamilyEncoder.Encoded figures, Instant now);

    /**
     * Lets a job wait until {@code at}, or have failed if this was its last attempt; false, and nothing changed, when the worker no
     * longer holds its lease.
     *
     * @param problem what went wrong, in a sentence for operators
     */
    boolean retry(long id, String worker, Instant at, String problem);

    /** How many jobs wait, due or not. */
    long waiting();

    /** How many have failed. */
    long failed();
}
