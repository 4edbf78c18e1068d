package dev.stemma.registry.port;

import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.RunSink;
import dev.stemma.registry.model.validation.RuntimeFacts;
import java.io.IOException;

/** Runs models that nobody trusts, away from the server. */
public interface ModelRuntime {
    /** What the runtime is and how it runs models. The same for all runs. */
    RuntimeFacts facts();

    /**
     * Runs a model on each case, in the caller's thread, and hands the outputs to the sink as they come. Whatever the model does
     * (crash, loop, eat memory, answer nonsense), the answer is a {@link RunResult}, nothing keeps running, and nothing is left on
     * disk. Time and memory are bounded, and grow with the model's size and the number of runs.
     *
     * @throws IOException if the model's bytes or a case's inputs can't be read, the sink throws it, or the work directory can't be written; nothing
     *     is left then either
     */
    RunResult run(RunRequest request, RunSink sink) throws IOException;
}
