package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A validation in one line, as a version shows it. */
record ValidationSummary(
        String id,
        String state,
        @Nullable String verdict,
        @Nullable String suite,
        @Nullable Integer passed,
        @Nullable Integer total,
        @Nullable Instant finishedAt) {

    static ValidationSummary of(Job job) {
        Job.Outcome outcome = job.outcome().orElse(null);
        Job.Outcome.Reported report = outcome instanceof Job.Outcome.Reported reported ? reported : null;
        String broken = outcome instanceof Job.Outcome.Broken ? "error" : null;
        return new ValidationSummary(
                job.id(),
                state(job),
                report == null ? broken : report.verdict().word(),
                suite(job),
                report == null ? null : report.passed(),
                report == null ? null : report.total(),
                job.finishedAt().orElse(null));
    }

    static String state(Job job) {
        return job.state().name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String suite(Job job) {
        return switch (job.task()) {
            case Job.Validation validation ->
                validation.suite().map(ValidationSummary::suiteRef).orElse(null);
            case Job.Recording recording -> suiteRef(recording.inputs());
        };
    }

    static String suiteRef(VersionId suite) {
        return "suite:" + suite;
    }
}
