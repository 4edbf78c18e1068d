package dev.stemma.registry.model.validation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Takes outputs as they are computed, in the caller's thread: all repetitions of a case, then the next case. */
@FunctionalInterface
public interface RunSink {
    /**
     * Takes the outputs of one run.
     *
     * @param caseIndex the case, from 0
     * @param repetition from 0
     * @param outputs in the order asked for
     * @param took the computation alone
     * @throws IOException to end the run, which then throws it too
     */
    void outputs(int caseIndex, int repetition, List<Tensor> outputs, Duration took) throws IOException;
}
