package dev.stemma.registry.model.validation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A model to be run on inputs.
 *
 * @param model the model's bytes
 * @param outputs the outputs to fetch, by name
 * @param cases the inputs, fetched one case at a time
 * @param repeat how often each case is run
 * @param timeout how long the whole may take; empty for the runtime's own limit, which also caps it
 */
public record RunRequest(
        ModelBytes model, List<String> outputs, List<CaseInputs> cases, int repeat, Optional<Duration> timeout) {
    public RunRequest {
        outputs = List.copyOf(outputs);
        cases = List.copyOf(cases);
    }

    /** A model's bytes. */
    public interface ModelBytes {
        /** How many there are. */
        long size();

        /** A new stream of all of them, which the caller closes. */
        InputStream open() throws IOException;
    }

    /** The inputs of one case. */
    @FunctionalInterface
    public interface CaseInputs {
        /** Loads them; called once for each time the case is run. */
        List<Tensor> load() throws IOException;
    }
}
