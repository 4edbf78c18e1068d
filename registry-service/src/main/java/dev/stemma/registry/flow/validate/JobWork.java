package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.Job;

/**
 * A job that has been done, and whose outcome is not recorded yet.
 *
 * @see ValidationWork
 * @see RecordingWork
 */
interface JobWork {

    /** Records what came of the job, inside the transaction that ends it. */
    Job.Outcome record();
}
