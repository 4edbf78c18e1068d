package dev.stemma.registry.flow;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Decides what a model version is validated on: the suite that was asked for; else the latest version of the suite that the model was
 * validated on last, so that a suite has to be named only once; else none, which makes it a smoke test.
 */
@ApplicationScoped
public class SuiteChoice {

    private static final int LOOK_BACK = 50;

    private final VersionResolver resolver;
    private final ValidationQueue queue;

    /** Over these ports. */
    public SuiteChoice(VersionResolver resolver, ValidationQueue queue) {
        this.resolver = resolver;
        this.queue = queue;
    }

    /**
     * The suite version to use.
     *
     * @param wanted the suite asked for, which must exist and be readable
     * @param readable what the caller may read; a suite used before that the caller may not read is passed over
     * @throws dev.stemma.registry.model.NotFound when the suite asked for can't be found
     * @throws InvalidInput {@code REFERENCE_INVALID} when what was asked for is no suite
     */
    public Optional<Version> choose(ModelName model, Optional<Reference> wanted, ReadScope readable) {
        return wanted.isPresent() ? wanted.map(reference -> named(reference, readable)) : usedBefore(model, readable);
    }

    private Version named(Reference reference, ReadScope readable) {
        if (reference.kind() != Kind.SUITE) {
            throw new InvalidInput(
                    ErrorCode.REFERENCE_INVALID,
                    "a version is validated on a suite, not on a "
                            + reference.kind().word());
        }
        return resolver.version(reference, readable);
    }

    private Optional<Version> usedBefore(ModelName model, ReadScope readable) {
        return queue.validations(model, Optional.empty(), new PageRequest(LOOK_BACK, Optional.empty())).items().stream()
                .flatMap(job -> suite(job).stream())
                .map(VersionId::name)
                .filter(suite -> readable.includes(suite.namespace()))
                .distinct()
                .flatMap(suite -> resolver.find(suite, new Selector.Latest()).stream())
                .findFirst();
    }

    private static Optional<VersionId> suite(Job job) {
        return switch (job.task()) {
            case Job.Validation validation -> validation.suite();
            case Job.Recording ignored -> Optional.empty();
        };
    }
}
