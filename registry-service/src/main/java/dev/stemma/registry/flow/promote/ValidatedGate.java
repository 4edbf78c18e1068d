package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.StemmaException;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.model.promotion.Gate;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides {@link Gate.Validated}: on the newest report for exactly the digests at hand. */
@ApplicationScoped
class ValidatedGate {

    private static final int PAGE = 100;

    private final VersionResolver resolver;
    private final ValidationQueue queue;
    private final Clock clock;

    ValidatedGate(VersionResolver resolver, ValidationQueue queue, Clock clock) {
        this.resolver = resolver;
        this.queue = queue;
        this.clock = clock;
    }

    GateResult decide(Gate.Validated gate, Version version, ReadScope readable) {
        return gate.suite().isPresent()
                ? onSuite(gate, gate.suite().get(), version, readable)
                : newestOnAnySuite(version)
                        .map(job -> judged(gate, version, job))
                        .orElseGet(() -> result(
                                gate,
                                Outcome.MISSING,
                                version.id() + " has no report on a suite; run: stemma validate " + version.id()
                                        + " --suite NS/NAME"));
    }

    private GateResult onSuite(Gate.Validated gate, Reference reference, Version version, ReadScope readable) {
        Version suite;
        try {
            suite = resolver.version(reference, readable);
        } catch (StemmaException e) {
            return result(gate, Outcome.MISSING, "the policy's suite can't be used: " + e.getMessage());
        }
        if (suite.yanked().isPresent()) {
            return result(gate, Outcome.MISSING, suite.ref() + " is yanked, so no report on it counts");
        }
        return queue.newestReport(version.id(), suite.digest())
                .map(job -> judged(gate, version, job))
                .orElseGet(() -> result(
                        gate,
                        Outcome.MISSING,
                        version.id() + " has no report on " + suite.ref() + "; run: stemma validate " + version.id()
                                + " --suite " + suite.id()));
    }

    /** A smoke test says nothing about a suite, so a newer one does not hide an older report. */
    private Optional<Job> newestOnAnySuite(Version version) {
        Optional<String> after = Optional.empty();
        do {
            Page<Job> page =
                    queue.validations(version.id().name(), Optional.of(version.id()), new PageRequest(PAGE, after));
            Optional<Job> found = page.items().stream()
                    .filter(job -> job.state() == Job.State.DONE)
                    .filter(job -> suite(job).isPresent())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            after = page.next();
        } while (after.isPresent());
        return Optional.empty();
    }

    private GateResult judged(Gate.Validated gate, Version version, Job job) {
        String where = suite(job).map(id -> "suite:" + id).orElse("a smoke test");
        if (!bindsTo(job, version)) {
            return result(gate, Outcome.MISSING, "the newest report is about other bytes than " + version.id(), job);
        }
        return job.outcome()
                .map(outcome -> switch (outcome) {
                    case Job.Outcome.Reported reported -> reported(gate, where, reported, job);
                    case Job.Outcome.Broken(String code, String sentence) ->
                        result(gate, Outcome.ERROR, where + " could not be run: " + code + ": " + sentence, job);
                    case Job.Outcome.Recorded ignored -> result(gate, Outcome.MISSING, where + " gave no verdict", job);
                })
                .orElseGet(() -> result(gate, Outcome.MISSING, where + " gave no verdict", job));
    }

    private GateResult reported(Gate.Validated gate, String where, Job.Outcome.Reported reported, Job job) {
        String figures = reported.passed() + " of " + reported.total() + " cases passed";
        String said = where + " gave " + reported.verdict().word() + ": " + figures;
        return switch (reported.verdict()) {
            case PASSED -> passed(gate, said, job);
            case FAILED -> result(gate, Outcome.FAILED, said, job);
            case ERROR -> result(gate, Outcome.ERROR, said, job);
            case SMOKE -> result(gate, Outcome.MISSING, "a smoke test is no validation on a suite", job);
        };
    }

    private GateResult passed(Gate.Validated gate, String said, Job job) {
        Instant finished = job.finishedAt().orElse(job.createdAt());
        Optional<Duration> limit = gate.maxAge();
        Duration age = Duration.between(finished, clock.instant());
        return limit.isPresent() && age.compareTo(limit.get()) > 0
                ? result(gate, Outcome.MISSING, said + ", but at " + finished + ", which is too long ago", job)
                : result(gate, Outcome.PASSED, said, job);
    }

    private static boolean bindsTo(Job job, Version version) {
        return job.task() instanceof Job.Validation validation
                && validation.modelDigest().equals(version.digest());
    }

    private static Optional<VersionId> suite(Job job) {
        return switch (job.task()) {
            case Job.Validation validation -> validation.suite();
            case Job.Recording ignored -> Optional.empty();
        };
    }

    private static GateResult result(Gate gate, Outcome outcome, String detail) {
        return new GateResult(gate.title(), outcome, detail, List.of());
    }

    private static GateResult result(Gate gate, Outcome outcome, String detail, Job evidence) {
        return new GateResult(gate.title(), outcome, detail, List.of(evidence.id()));
    }
}
