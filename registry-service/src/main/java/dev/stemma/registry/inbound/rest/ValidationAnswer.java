package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Job;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validation with its report, once there is one ({@code validation.json}). */
record ValidationAnswer(
        String id,
        String state,
        String version,
        String digest,
        @Nullable String suite,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable RawJson report) {

    static ValidationAnswer of(Job job, Optional<String> report) {
        return new ValidationAnswer(
                job.id(),
                ValidationSummary.state(job),
                job.task().model().tag(),
                digest(job),
                ValidationSummary.suite(job),
                job.requestedBy(),
                job.createdAt(),
                job.finishedAt().orElse(null),
                RawJson.of(report));
    }

    private static String digest(Job job) {
        return switch (job.task()) {
            case Job.Validation validation -> validation.modelDigest().toString();
            case Job.Recording recording -> recording.modelDigest().toString();
        };
    }
}
