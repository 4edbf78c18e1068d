package dev.stemma.registry.flow.encode;

import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.flow.LeaseKeeper;
import dev.stemma.registry.model.EncodingJob;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Does the work of the encoding queue, one version a call. Any number of workers may share the queue. Whatever goes wrong leaves every
 * file readable, so a job is simply tried again, later each time.
 */
@ApplicationScoped
public class Encodings {

    private static final System.Logger LOG = System.getLogger(Encodings.class.getName());
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration EXTEND_EVERY = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    private final EncodingQueue queue;
    private final Versions versions;
    private final VersionFiles files;
    private final FamilyEncoder encoder;
    private final Transactions transactions;
    private final Clock clock;
    private final Duration extendEvery;

    @Inject
    Encodings(
            EncodingQueue queue,
            Versions versions,
            VersionFiles files,
            FamilyEncoder encoder,
            Transactions transactions,
            Clock clock) {
        this(queue, versions, files, encoder, transactions, clock, EXTEND_EVERY);
    }

    Encodings(
            EncodingQueue queue,
            Versions versions,
            VersionFiles files,
            FamilyEncoder encoder,
            Transactions transactions,
            Clock clock,
            Duration extendEvery) {
        this.queue = queue;
        this.versions = versions;
        this.files = files;
        this.encoder = encoder;
        this.transactions = transactions;
        this.clock = clock;
        this.extendEvery = extendEvery;
    }

    /**
     * Takes the version that waits longest and encodes it, holding its lease all the while.
     *
     * @param worker who does it, unique among all workers
     */
    public EncodingStep runOne(String worker) {
        Optional<EncodingJob> leased = transactions.inTransaction(
                () -> queue.lease(worker, clock.instant(), clock.instant().plus(LEASE)));
        return leased.map(job -> run(job, worker)).orElseGet(EncodingStep.Idle::new);
    }

    private EncodingStep run(EncodingJob job, String worker) {
        try (LeaseKeeper _ = new LeaseKeeper(() -> extend(job, worker), extendEvery)) {
            FamilyEncoder.Encoded figures = encode(job);
            return finish(job, worker, figures) ? new EncodingStep.Done(job, figures) : lost(job, worker);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "encoding failed version=" + job.version() + " attempt=" + job.attempts(),
                    e);
            return retry(job, worker, e);
        }
    }

    private FamilyEncoder.Encoded encode(EncodingJob job) {
        CrashPoint.at("encode.leased");
        Version version = versions.find(job.version())
                .orElseThrow(() -> new IllegalStateException(job.version() + " is not there any more"));
        if (version.removed().isPresent()) {
            return new FamilyEncoder.Encoded(0, 0, 0);
        }
        return encoder.encode(version.id().name().namespace(), files.of(version), files.relatives(version));
    }

    private boolean extend(EncodingJob job, String worker) {
        return transactions.inTransaction(
                () -> queue.extend(job.id(), worker, clock.instant().plus(LEASE)));
    }

    private boolean finish(EncodingJob job, String worker, FamilyEncoder.Encoded figures) {
        CrashPoint.at("encode.done");
        return transactions.inTransaction(() -> queue.finish(job.id(), worker, figures, clock.instant()));
    }

    /** After half a minute, then two minutes, eight, half an hour. */
    private EncodingStep retry(EncodingJob job, String worker, RuntimeException problem) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (2 * (job.attempts() - 1)));
        boolean held = transactions.inTransaction(
                () -> queue.retry(job.id(), worker, clock.instant().plus(pause), String.valueOf(problem)));
        if (!held) {
            return lost(job, worker);
        }
        return job.attempts() < EncodingQueue.MAX_ATTEMPTS
                ? new EncodingStep.Postponed(job)
                : new EncodingStep.GivenUp(job);
    }

    private static EncodingStep lost(EncodingJob job, String worker) {
        LOG.log(System.Logger.Level.WARNING, "lease lost version={0} worker={1}", job.version(), worker);
        return new EncodingStep.Lost(job);
    }
}
