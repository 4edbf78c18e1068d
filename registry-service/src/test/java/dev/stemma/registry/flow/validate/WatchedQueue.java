package dev.stemma.registry.flow.validate;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.ValidationQueue;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A queue that tells when a lease was extended. */
final class WatchedQueue implements ValidationQueue {

    private final ValidationQueue queue;
    private final Semaphore extensions = new Semaphore(0);

    WatchedQueue(ValidationQueue queue) {
        this.queue = queue;
    }

    /** Waits for an extension that began after this call: the first that ends may have begun before, the second can't. */
    void awaitExtension() {
        extensions.drainPermits();
        try {
            if (!extensions.tryAcquire(2, 30, TimeUnit.SECONDS)) {
                throw new AssertionError("the lease is not extended");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean extend(String id, String worker, Instant until) {
        boolean extended = queue.extend(id, worker, until);
        extensions.release();
        return extended;
    }

    @Override
    public void enqueue(Job job) {
        queue.enqueue(job);
    }

    @Override
    public Optional<Job> find(String id) {
        return queue.find(id);
    }

    @Override
    public Page<Job> validations(ModelName model, Optional<VersionId> version, PageRequest page) {
        return queue.validations(model, version, page);
    }

    @Override
    public Optional<Job> lease(String worker, Instant now, Instant until) {
        return queue.lease(worker, now, until);
    }

    @Override
    public boolean finish(String id, String worker, Job.Outcome outcome, Instant now) {
        return queue.finish(id, worker, outcome, now);
    }

    @Override
    public long waiting() {
        return queue.waiting();
    }

    @Override
    public Optional<Job> newestReport(VersionId version) {
        return queue.newestReport(version);
    }

    @Override
    public Optional<Job> newestReport(VersionId version, Digest suite) {
        return queue.newestReport(version, suite);
    }
}
