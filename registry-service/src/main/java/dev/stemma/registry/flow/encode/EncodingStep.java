package dev.stemma.registry.flow.encode;

import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.model.EncodingJob;

/** What one turn of a worker came to. */
public sealed interface EncodingStep {

    /** Nothing was due. */
    record Idle() implements EncodingStep {}

    /**
     * A version was encoded.
     *
     * @param figures what that did
     */
    record Done(EncodingJob job, FamilyEncoder.Encoded figures) implements EncodingStep {}

    /** Something went wrong; the job waits to be tried again. */
    record Postponed(EncodingJob job) implements EncodingStep {}

    /** Something went wrong for the last time; the job is kept as failed. */
    record GivenUp(EncodingJob job) implements EncodingStep {}

    /** Another worker has the job by now. What was encoded is kept all the same. */
    record Lost(EncodingJob job) implements EncodingStep {}
}
