package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A recording of a suite's expected outputs ({@code recording.json}). */
record RecordingAnswer(
        String id,
        String state,
        @Nullable String inputs,
        String model,
        @Nullable String result,
        @Nullable Integer cases,
        @Nullable Broken error,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static RecordingAnswer of(Job job) {
        Job.Outcome outcome = job.outcome().orElse(null);
        Job.Outcome.Recorded recorded = outcome instanceof Job.Outcome.Recorded done ? done : null;
        return new RecordingAnswer(
                job.id(),
                ValidationSummary.state(job),
                ValidationSummary.suite(job),
                job.task().model().toString(),
                recorded == null ? null : ValidationSummary.suiteRef(recorded.suite()),
                recorded == null ? null : recorded.cases(),
                outcome instanceof Job.Outcome.Broken(String code, String sentence) ? new Broken(code, sentence) : null,
                job.createdAt(),
                job.finishedAt().orElse(null));
    }

    /** Why it could not be done. */
    record Broken(String code, String detail) {}
}
