package dev.stemma.registry.flow.validate;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.SuiteChoice;
import dev.stemma.registry.flow.ValidationJobs;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Printable;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Reports;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Validations of a model's versions: ask for one, look at them. */
@ApplicationScoped
public class Validations {

    private final VersionResolver resolver;
    private final SuiteChoice suites;
    private final ValidationJobs jobs;
    private final ValidationQueue queue;
    private final Reports reports;
    private final Journal journal;
    private final Transactions transactions;

    /** Over these ports. */
    public Validations(
            VersionResolver resolver,
            SuiteChoice suites,
            ValidationJobs jobs,
            ValidationQueue queue,
            Reports reports,
            Journal journal,
            Transactions transactions) {
        this.resolver = resolver;
        this.suites = suites;
        this.jobs = jobs;
        this.queue = queue;
        this.reports = reports;
        this.journal = journal;
        this.transactions = transactions;
    }

    /**
     * Queues a validation.
     *
     * @param suite what to run it on; empty: what the model was validated on last, else a smoke test
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, of the model or of the suite
     */
    public Job request(ModelName model, Selector version, Optional<Reference> suite, Caller caller) {
        Version wanted = resolver.version(Kind.MODEL, model, version);
        Optional<Version> chosen = suites.choose(model, suite, caller.readable());
        return transactions.inTransaction(() -> {
            jobs.refuseWhenFull();
            Job job = jobs.enqueue(wanted, chosen, caller.user());
            journal.record(
                    caller,
                    "validation.requested",
                    model,
                    new TreeMap<>(Map.of(
                            "version", wanted.id().tag(),
                            "suite", chosen.map(Version::ref).orElse("smoke"),
                            "validation", job.id())));
            return job;
        });
    }

    /**
     * A validation of this model.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VALIDATION_NOT_FOUND}
     */
    public ValidationView find(ModelName model, String id) {
        var _ = resolver.name(Kind.MODEL, model);
        return queue.find(id)
                .filter(job -> job.task() instanceof Job.Validation
                        && job.task().owner().equals(model))
                .map(this::view)
                .orElseThrow(() -> new NotFound(
                        ErrorCode.VALIDATION_NOT_FOUND, model + " has no validation " + Printable.of(id, 40)));
    }

    /**
     * Validations, newest first.
     *
     * @param version only those of this version
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public Page<ValidationView> list(ModelName model, Optional<Selector> version, PageRequest page) {
        var _ = resolver.name(Kind.MODEL, model);
        Optional<VersionId> only = version.map(
                selector -> resolver.version(Kind.MODEL, model, selector).id());
        Page<Job> found = queue.validations(model, only, page);
        return new Page<>(found.items().stream().map(this::view).toList(), found.next());
    }

    private ValidationView view(Job job) {
        return new ValidationView(job, job.outcome().flatMap(this::report));
    }

    private Optional<String> report(Job.Outcome outcome) {
        return switch (outcome) {
            case Job.Outcome.Reported reported -> reports.find(reported.report());
            case Job.Outcome.Recorded ignored -> Optional.empty();
            case Job.Outcome.Broken ignored -> Optional.empty();
        };
    }
}
