package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Keeps the application's own workers from the queue while a contract looks at it. */
@Decorator
@Priority(20)
final class HeldWorkers implements ValidationQueue {

    /** How the ids of the application's workers begin. */
    private static final String APPLICATION = "w_";

    /** Whether they are held. */
    @Singleton
    static final class Hold {
        volatile boolean held;
    }

    private final ValidationQueue inner;
    private final Hold hold;

    @Inject
    HeldWorkers(@Any @Delegate ValidationQueue inner, Hold hold) {
        this.inner = inner;
        this.hold = hold;
    }

    @Override
    public Optional<Job> lease(String worker, Instant now, Instant until) {
        return hold.held && worker.startsWith(APPLICATION) ? Optional.empty() : inner.lease(worker, now, until);
    }

    @Override
    public void enqueue(Job job) {
        inner.enqueue(job);
    }

    @Override
    public Optional<Job> find(String id) {
        return inner.find(id);
    }

    @Override
    public Page<Job> validations(ModelName model, Optional<VersionId> version, PageRequest page) {
        return inner.validations(model, version, page);
    }

    @Override
    public boolean extend(String id, String worker, Instant until) {
        return inner.extend(id, worker, until);
    }

    @Override
    public boolean finish(String id, String worker, Job.Outcome outcome, Instant now) {
        return inner.finish(id, worker, outcome, now);
    }

    @Override
    public long waiting() {
        return inner.waiting();
    }

    @Override
    public Optional<Job> newestReport(VersionId version) {
        return inner.newestReport(version);
    }

    @Override
    public Optional<Job> newestReport(VersionId version, Digest suite) {
        return inner.newestReport(version, suite);
    }
}
