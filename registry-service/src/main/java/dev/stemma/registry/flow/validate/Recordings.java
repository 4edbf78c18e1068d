package dev.stemma.registry.flow.validate;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.ValidationJobs;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Printable;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** Recordings of a suite's expected outputs: ask for one, look at one. */
@ApplicationScoped
public class Recordings {

    private final VersionResolver resolver;
    private final ValidationJobs jobs;
    private final ValidationQueue queue;
    private final Journal journal;
    private final Transactions transactions;

    /** Over these ports. */
    public Recordings(
            VersionResolver resolver,
            ValidationJobs jobs,
            ValidationQueue queue,
            Journal journal,
            Transactions transactions) {
        this.resolver = resolver;
        this.jobs = jobs;
        this.queue = queue;
        this.journal = journal;
        this.transactions = transactions;
    }

    /**
     * Queues a recording, which publishes the suite's next version.
     *
     * @param inputs the version of the suite that holds the inputs
     * @param model the trusted model version
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, of the suite or of the model
     * @throws InvalidInput {@code REFERENCE_INVALID} when {@code model} names no model
     * @throws Conflict {@code VERSION_YANKED} when the model version was withdrawn: it is not to be trusted
     */
    public Job request(ModelName suite, Selector inputs, Reference model, Caller caller) {
        if (model.kind() != Kind.MODEL) {
            throw new InvalidInput(ErrorCode.REFERENCE_INVALID, "expected outputs are computed by a model version");
        }
        Version from = resolver.version(Kind.SUITE, suite, inputs);
        Version trusted = resolver.version(model, caller.readable());
        if (trusted.yanked().isPresent()) {
            throw new Conflict(ErrorCode.VERSION_YANKED, trusted.ref() + " is yanked, so it can't be trusted");
        }
        return transactions.inTransaction(() -> {
            jobs.refuseWhenFull();
            Job job = jobs.enqueueRecording(from, trusted, caller.user());
            journal.record(
                    caller,
                    "recording.requested",
                    suite,
                    new TreeMap<>(Map.of("inputs", from.id().tag(), "model", trusted.ref(), "recording", job.id())));
            return job;
        });
    }

    /**
     * A recording of this suite.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VALIDATION_NOT_FOUND}
     */
    public Job find(ModelName suite, String id) {
        var _ = resolver.name(Kind.SUITE, suite);
        return queue.find(id)
                .filter(job -> job.task() instanceof Job.Recording
                        && job.task().owner().equals(suite))
                .orElseThrow(() -> new NotFound(
                        ErrorCode.VALIDATION_NOT_FOUND, suite + " has no recording " + Printable.of(id, 40)));
    }
}
