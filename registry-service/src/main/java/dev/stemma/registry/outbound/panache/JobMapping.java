package dev.stemma.registry.outbound.panache;

import static java.util.Objects.requireNonNull;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job's row as a record, and back. */
final class JobMapping {

    private JobMapping() {}

    static Job job(JobEntity row) {
        return new Job(
                row.jobId,
                task(row),
                row.state,
                row.requestedBy,
                row.createdAt,
                row.attempts,
                Optional.ofNullable(row.finishedAt),
                outcome(row));
    }

    private static Job.Task task(JobEntity row) {
        VersionId model = new VersionId(ModelName.parse(row.modelName), row.modelNumber);
        Digest modelDigest = new Digest(row.modelDigest);
        Optional<VersionId> suite = version(row.suiteName, row.suiteNumber);
        Optional<Digest> suiteDigest = Optional.ofNullable(row.suiteDigest).map(Digest::new);
        return switch (row.task) {
            case VALIDATION -> new Job.Validation(model, modelDigest, suite, suiteDigest);
            case RECORDING -> new Job.Recording(model, modelDigest, suite.orElseThrow(), suiteDigest.orElseThrow());
        };
    }

    private static Optional<VersionId> version(@Nullable String name, @Nullable Integer number) {
        return name == null || number == null
                ? Optional.empty()
                : Optional.of(new VersionId(ModelName.parse(name), number));
    }

    private static Optional<Job.Outcome> outcome(JobEntity row) {
        JobEntity.OutcomeKind kind = row.outcome;
        if (kind == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case REPORTED ->
                        new Job.Outcome.Reported(
                                requireNonNull(row.verdict),
                                requireNonNull(row.passed),
                                requireNonNull(row.total),
                                new Digest(requireNonNull(row.report)),
                                requireNonNull(row.isolation));
                    case RECORDED ->
                        new Job.Outcome.Recorded(
                                version(row.recordedName, row.recordedNumber).orElseThrow(), requireNonNull(row.total));
                    case BROKEN ->
                        new Job.Outcome.Broken(requireNonNull(row.brokenCode), requireNonNull(row.brokenSentence));
                });
    }

    static JobEntity row(Job job) {
        JobEntity row = new JobEntity();
        row.jobId = job.id();
        row.state = job.state();
        row.requestedBy = job.requestedBy();
        row.createdAt = job.createdAt();
        row.attempts = job.attempts();
        row.ownerName = job.task().owner().toString();
        row.modelName = job.task().model().name().toString();
        row.modelNumber = job.task().model().number();
        switch (job.task()) {
            case Job.Validation validation -> {
                row.task = JobEntity.TaskKind.VALIDATION;
                row.modelDigest = validation.modelDigest().hex();
                validation.suite().ifPresent(suite -> suite(row, suite));
                row.suiteDigest = validation.suiteDigest().map(Digest::hex).orElse(null);
            }
            case Job.Recording recording -> {
                row.task = JobEntity.TaskKind.RECORDING;
                row.modelDigest = recording.modelDigest().hex();
                suite(row, recording.inputs());
                row.suiteDigest = recording.inputsDigest().hex();
            }
        }
        job.finishedAt().ifPresent(time -> row.finishedAt = time);
        job.outcome().ifPresent(outcome -> outcome(row, outcome));
        return row;
    }

    private static void suite(JobEntity row, VersionId suite) {
        row.suiteName = suite.name().toString();
        row.suiteNumber = suite.number();
    }

    static void outcome(JobEntity row, Job.Outcome outcome) {
        switch (outcome) {
            case Job.Outcome.Reported reported -> {
                row.outcome = JobEntity.OutcomeKind.REPORTED;
                row.verdict = reported.verdict();
                row.passed = reported.passed();
                row.total = reported.total();
                row.report = reported.report().hex();
                row.isolation = reported.isolation();
            }
            case Job.Outcome.Recorded recorded -> {
                row.outcome = JobEntity.OutcomeKind.RECORDED;
                row.recordedName = recorded.suite().name().toString();
                row.recordedNumber = recorded.suite().number();
                row.total = recorded.cases();
            }
            case Job.Outcome.Broken broken -> {
                row.outcome = JobEntity.OutcomeKind.BROKEN;
                row.brokenCode = broken.code();
                row.brokenSentence = broken.sentence();
            }
        }
    }
}
