package dev.stemma.registry.flow;

import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import dev.stemma.lineage.NodeKind;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;

/** How versions appear in the lineage graph. */
public final class VersionNodes {

    private VersionNodes() {}

    /** The node of a version. */
    public static Node node(Version version) {
        return node(version.manifest().kind(), version.id());
    }

    /** The node of a version of that kind. */
    public static Node node(Kind kind, VersionId id) {
        return new Node(id(kind, id), id.toString());
    }

    /** The id of a version's node. */
    public static NodeId id(Kind kind, VersionId id) {
        return NodeId.version(nodeKind(kind), id.name().toString(), id.number());
    }

    private static NodeKind nodeKind(Kind kind) {
        return switch (kind) {
            case MODEL -> NodeKind.MODEL;
            case DATASET -> NodeKind.DATASET;
            case SUITE -> NodeKind.SUITE;
        };
    }
}
