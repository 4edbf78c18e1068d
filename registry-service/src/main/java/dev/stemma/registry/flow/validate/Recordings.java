package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** Recordings of a suite's expected outputs: ask for one, look at one. */
@ApplicationScoped
public class Recordings {

    /**
     * Queues a recording, which publishes the suite's next version.
     *
     * @param inputs the version of the suite that holds the inputs
     * @param model the trusted model version
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, of the suite or of the model
     */
    public Job request(ModelName suite, Selector inputs, Reference model, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * A recording of this suite.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VALIDATION_NOT_FOUND}
     */
    public Job find(ModelName suite, String id) {
        throw new UnsupportedOperationException();
    }
}
