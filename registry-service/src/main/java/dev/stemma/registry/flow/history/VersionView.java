package dev.stemma.registry.flow.history;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version with everything that is shown beside it.
 *
 * @param version the version
 * @param aliases aliases and stages that hold it now, by name
 * @param parents the versions that its parents are, in the manifest's order; empty where the caller may not read them
 * @param documents the text of its lineage documents, by digest
 * @param validation its newest validation, ended or not
 */
public record VersionView(
        Version version,
        List<AliasName> aliases,
        List<Parent> parents,
        Map<Digest, String> documents,
        Optional<Job> validation) {

    public VersionView {
        aliases = List.copyOf(aliases);
        parents = List.copyOf(parents);
        documents = Map.copyOf(documents);
    }

    /**
     * A parent.
     *
     * @param ref as the manifest names it
     * @param version which version that is, if the caller may know
     */
    public record Parent(ParentRef ref, Optional<VersionId> version) {}
}
