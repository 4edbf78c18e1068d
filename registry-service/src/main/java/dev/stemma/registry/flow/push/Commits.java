package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes versions: the only place where anything uploaded becomes visible. */
@ApplicationScoped
public class Commits {

    /**
     * Publishes a version, with its labels, aliases, lineage edges, audit entry and validation, in one transaction. A manifest that the
     * name already has gives the version that exists and does nothing else.
     *
     * @param push the push it ends; empty when the blobs were put one by one
     * @throws dev.stemma.registry.model.NotFound {@code PUSH_NOT_FOUND}, or the suite's {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     * @throws dev.stemma.registry.model.InvalidInput {@code MANIFEST_INVALID LINEAGE_INVALID}
     * @throws dev.stemma.registry.model.Conflict {@code BLOBS_MISSING KIND_CONFLICT LABEL_TAKEN ALIAS_PROTECTED}; nothing was published
     */
    public Committed commit(Kind kind, ModelName name, Optional<String> push, CommitRequest request, Caller caller) {
        throw new UnsupportedOperationException();
    }
}
