package dev.stemma.registry.flow;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Unavailable;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.Ids;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Puts validations into the queue, bound to the exact digests at hand: what a reference means later does not matter to them. */
@ApplicationScoped
public class ValidationJobs {

    private static final int MOST_WAITING = 1_000;

    private final ValidationQueue queue;
    private final Ids ids;
    private final Clock clock;

    /** Into that queue. */
    public ValidationJobs(ValidationQueue queue, Ids ids, Clock clock) {
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Refuses further requests while too many jobs wait. A push's own validation is queued all the same.
     *
     * @throws Unavailable {@code TOO_MANY_REQUESTS}
     */
    public void refuseWhenFull() {
        if (queue.waiting() >= MOST_WAITING) {
            throw new Unavailable(
                    ErrorCode.TOO_MANY_REQUESTS, MOST_WAITING + " validations wait already; ask again in a while");
        }
    }

    /**
     * Queues the validation of a version, inside the caller's transaction.
     *
     * @param suite what to run it on; empty: a smoke test
     */
    public Job enqueue(Version model, Optional<Version> suite, String user) {
        Job.Validation task =
                new Job.Validation(model.id(), model.digest(), suite.map(Version::id), suite.map(Version::digest));
        return enqueue("val_", task, user);
    }

    /** Queues the recording of a suite's expected outputs by a trusted version, inside the caller's transaction. */
    public Job enqueueRecording(Version inputs, Version model, String user) {
        return enqueue("rec_", new Job.Recording(model.id(), model.digest(), inputs.id(), inputs.digest()), user);
    }

    private Job enqueue(String prefix, Job.Task task, String user) {
        Job job = new Job(
                ids.next(prefix), task, Job.State.QUEUED, user, clock.instant(), 0, Optional.empty(), Optional.empty());
        queue.enqueue(job);
        return job;
    }
}
