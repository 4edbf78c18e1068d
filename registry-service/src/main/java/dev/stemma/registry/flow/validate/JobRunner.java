package dev.stemma.registry.flow.validate;

import dev.stemma.registry.flow.LeaseKeeper;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Does the queue's work, one job a call. Any number of runners may share the queue. What a model does is in its report; only faults of the
 * registry itself (a store that can't be read, a server that dies) make a job be tried again.
 */
@ApplicationScoped
public class JobRunner {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(15);
    private static final Duration EXTEND_EVERY = Duration.ofSeconds(30);

    private final ValidationQueue queue;
    private final ValidationWork validations;
    private final RecordingWork recordings;
    private final Transactions transactions;
    private final Clock clock;
    private final Duration extendEvery;

    @Inject
    JobRunner(
            ValidationQueue queue,
            ValidationWork validations,
            RecordingWork recordings,
            Transactions transactions,
            Clock clock) {
        this(queue, validations, recordings, transactions, clock, EXTEND_EVERY);
    }

    JobRunner(
            ValidationQueue queue,
            ValidationWork validations,
            RecordingWork recordings,
            Transactions transactions,
            Clock clock,
            Duration extendEvery) {
        this.queue = queue;
        this.validations = validations;
        this.recordings = recordings;
        this.transactions = transactions;
        this.clock = clock;
        this.extendEvery = extendEvery;
    }

    /**
     * Takes one job and does it, holding its lease all the while. A job that was tried three times without an outcome is given up as
     * broken.
     *
     * @param worker who does it, unique among all workers
     * @return whether there was a job
     */
    public boolean runOne(String worker) {
        Optional<Job> leased = transactions.inTransaction(
                () -> queue.lease(worker, clock.instant(), clock.instant().plus(LEASE)));
        leased.ifPresent(job -> run(job, worker));
        return leased.isPresent();
    }

    private void run(Job job, String worker) {
        if (job.attempts() > MAX_ATTEMPTS) {
            // The last attempt left nothing behind, so it was this server or another that died of it.
            giveUp(job, worker, "the server stopped each time while it was at work");
            return;
        }
        try (LeaseKeeper _ = new LeaseKeeper(() -> extend(job, worker, LEASE), extendEvery)) {
            finish(job, worker, work(job));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "job failed job=" + job.id() + " attempt=" + job.attempts(), e);
            retry(job, worker);
        }
    }

    private JobWork work(Job job) throws IOException {
        return switch (job.task()) {
            case Job.Validation task -> validations.run(task);
            case Job.Recording task -> recordings.run(job, task);
        };
    }

    private void finish(Job job, String worker, JobWork work) {
        try {
            var _ = transactions.inTransaction(() -> {
                Job.Outcome outcome = work.record();
                if (!queue.finish(job.id(), worker, outcome, clock.instant())) {
                    // Someone else has the job by now; nothing of this run may stay.
                    throw new LeaseLost();
                }
                return outcome;
            });
        } catch (LeaseLost e) {
            LOG.log(System.Logger.Level.WARNING, "lease lost job={0} worker={1}", job.id(), worker);
        }
    }

    private void retry(Job job, String worker) {
        if (job.attempts() >= MAX_ATTEMPTS) {
            giveUp(job, worker, "the registry could not read or write what it needed; see the server's log");
        } else {
            var _ = extend(job, worker, RETRY_AFTER);
        }
    }

    private void giveUp(Job job, String worker, String why) {
        Job.Outcome broken = new Job.Outcome.Broken(
                ReportCode.WORKER_CRASHED.name(), "tried " + MAX_ATTEMPTS + " times without an end: " + why);
        finish(job, worker, () -> broken);
    }

    private boolean extend(Job job, String worker, Duration by) {
        return transactions.inTransaction(
                () -> queue.extend(job.id(), worker, clock.instant().plus(by)));
    }

    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
