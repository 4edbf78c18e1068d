package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Validations of a model's versions: ask for one, look at them. */
@ApplicationScoped
public class Validations {

    /**
     * Queues a validation.
     *
     * @param suite what to run it on; empty: what the model was validated on last, else a smoke test
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, of the model or of the suite
     */
    public Job request(ModelName model, Selector version, Optional<Reference> suite, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * A validation of this model.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VALIDATION_NOT_FOUND}
     */
    public ValidationView find(ModelName model, String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Validations, newest first.
     *
     * @param version only those of this version
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public Page<ValidationView> list(ModelName model, Optional<Selector> version, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
