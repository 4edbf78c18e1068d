package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import dev.stemma.lineage.NodeKind;
import dev.stemma.registry.flow.VersionNodes;
import dev.stemma.registry.flow.push.LineageFacts.Origin;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds the nodes that parents and data sets are, as far as the pusher may read them. */
@ApplicationScoped
class OriginLookup {

    private final Versions versions;

    OriginLookup(Versions versions) {
        this.versions = versions;
    }

    /** The versions that were a version's parents; all must exist and be readable. */
    List<Origin> parents(List<ParentRef> parents, ReadScope readable) {
        return parents.stream()
                .map(parent -> new Origin(
                        VersionNodes.node(version("the parent", parent.name(), parent.digest(), readable)),
                        parent.relation().word()))
                .toList();
    }

    /**
     * The node of a data set. Content that is known as a dataset version is that version: one of the pusher's own namespace if there is
     * one, else the oldest.
     */
    Node data(ModelName pushedTo, DataOrigin origin, ReadScope readable) {
        return switch (origin) {
            case DataOrigin.Registered(ModelName name, Digest digest) -> dataset(name, digest, readable);
            case DataOrigin.Hashed(Digest tree, String label) ->
                registered(pushedTo, tree, readable)
                        .map(id -> VersionNodes.node(Kind.DATASET, id))
                        .orElseGet(() -> new Node(NodeId.digest(NodeKind.DATA, tree), label));
            case DataOrigin.External(String url, String label) -> external(url, label);
        };
    }

    private Node dataset(ModelName name, Digest digest, ReadScope readable) {
        Version found = version("the dataset", name, digest, readable);
        if (found.manifest().kind() != Kind.DATASET) {
            throw Documents.invalid("a data document", "names " + found.ref() + ", which is no dataset");
        }
        return VersionNodes.node(found);
    }

    private Optional<VersionId> registered(ModelName pushedTo, Digest tree, ReadScope readable) {
        List<VersionId> known = versions.datasetsByTree(tree, readable);
        return known.stream()
                .filter(id -> id.name().namespace().equals(pushedTo.namespace()))
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private Version version(String what, ModelName name, Digest digest, ReadScope readable) {
        Optional<Version> found = readable.includes(name.namespace())
                ? versions.findByDigest(name, digest.hex()).stream().findFirst()
                : Optional.empty();
        return found.orElseThrow(
                () -> Documents.invalid(what + " " + name, "has no version " + digest + " that you may read"));
    }

    private static Node external(String url, String label) {
        try {
            return new Node(NodeId.external(url), label);
        } catch (IllegalArgumentException e) {
            throw Documents.invalid("a data document", "has a 'url' that is none");
        }
    }
}
