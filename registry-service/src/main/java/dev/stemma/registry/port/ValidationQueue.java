package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Jobs for the validation workers. A job is taken by a lease, so that the job of a dead worker is taken again. All methods run
 * inside the caller's transaction if there is one; {@link #lease} is best called in one of its own.
 */
public interface ValidationQueue {

    /** Adds a queued job under its id, which is new. */
    void enqueue(Job job);

    /** A job by id, whoever owns it. */
    Optional<Job> find(String id);

    /** Validations of a model's versions, or of one of them, newest first. */
    Page<Job> validations(ModelName model, Optional<VersionId> version, PageRequest page);

    /**
     * Takes the oldest job that is queued, or running with an expired lease, and counts the attempt. No two callers get the same job.
     *
     * @param now the present time
     * @param until when the lease ends unless it is extended
     */
    Optional<Job> lease(String worker, Instant now, Instant until);

    /** Extends a lease; false when the worker no longer holds it. */
    boolean extend(String id, String worker, Instant until);

    /** Ends a job with its outcome; false, and nothing changed, when the worker no longer holds its lease. */
    boolean finish(String id, String worker, Job.Outcome outcome, Instant now);

    /** How many jobs wait. */
    long waiting();

    /** The newest ended validation of a version, on whatever suite. */
    Optional<Job> newestReport(VersionId version);

    /** The newest ended validation of exactly this model digest on exactly this suite digest. */
    Optional<Job> newestReport(VersionId version, Digest suite);
}
