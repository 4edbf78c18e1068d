package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Reference;
import java.util.List;
import java.util.Optional;

/**
 * What a commit asks for.
 *
 * @param manifest the manifest's exact text
 * @param message what the pusher says about the version, maybe empty
 * @param labels to attach at once
 * @param aliases to let point at the version; none may be a stage
 * @param validate whether to queue a validation, for a model
 * @param suite what to validate on; empty: what the model was validated on last, else a smoke test
 */
public record CommitRequest(
        String manifest,
        String message,
        List<Label> labels,
        List<AliasName> aliases,
        boolean validate,
        Optional<Reference> suite) {

    public CommitRequest {
        labels = List.copyOf(labels);
        aliases = List.copyOf(aliases);
    }
}
