package dev.stemma.registry.model;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.validation.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * Work for the validation workers: a validation, or the recording of a suite's expected outputs.
 *
 * @param id {@code val_…} or {@code rec_…}
 * @param task what is to be done
 * @param state how far it is
 * @param requestedBy who asked for it
 * @param createdAt when it was queued
 * @param attempts how often it was leased
 * @param finishedAt when it ended
 * @param outcome what came of it, once done
 */
public record Job(
        String id,
        Task task,
        State state,
        String requestedBy,
        Instant createdAt,
        int attempts,
        Optional<Instant> finishedAt,
        Optional<Outcome> outcome) {

    /** A job has a state; its result has a verdict; the two are never mixed. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        CANCELLED
    }

    /** What a job is to do. */
    public sealed interface Task {

        /** The model version concerned. */
        VersionId model();

        /** The name under which the job is listed and found. */
        ModelName owner();
    }

    /**
     * Run a version on a suite.
     *
     * @param model the version
     * @param modelDigest its digest
     * @param suite the suite's version; empty for a smoke test
     * @param suiteDigest the suite's digest
     */
    public record Validation(
            VersionId model, Digest modelDigest, Optional<VersionId> suite, Optional<Digest> suiteDigest)
            implements Task {
        @Override
        public ModelName owner() {
            return model.name();
        }
    }

    /**
     * Compute the expected outputs of a suite of inputs with a trusted model version, and publish them as the suite's next version.
     *
     * @param model the trusted version
     * @param modelDigest its digest
     * @param inputs the suite version that holds the inputs
     * @param inputsDigest its digest
     */
    public record Recording(VersionId model, Digest modelDigest, VersionId inputs, Digest inputsDigest)
            implements Task {
        @Override
        public ModelName owner() {
            return inputs.name();
        }
    }

    /** What came of a job. */
    public sealed interface Outcome {

        /**
         * A verdict was reached.
         *
         * @param verdict of the report
         * @param passed number of cases that passed
         * @param total number of cases
         * @param report digest of the report's JSON
         * @param isolation level the model ran under, such as {@code process}
         */
        record Reported(Verdict verdict, int passed, int total, Digest report, String isolation) implements Outcome {}

        /**
         * Expected outputs were recorded.
         *
         * @param suite the new suite version
         * @param cases how many
         */
        record Recorded(VersionId suite, int cases) implements Outcome {}

        /**
         * The job could not be done.
         *
         * @param code one of the report codes of {@code docs/api/errors.md}
         * @param sentence what happened, for the user
         */
        record Broken(String code, String sentence) implements Outcome {}
    }
}
