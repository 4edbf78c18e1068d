package dev.stemma.registry.flow.lineage;

import dev.stemma.lineage.Graph;
import dev.stemma.lineage.LineageStore;
import dev.stemma.lineage.LineageWalk;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.flow.VersionNodes;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.access.ReadScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Where something came from and what came of it. A caller sees the versions of namespaces that it may read, and what belongs to no
 * namespace only where it touches such a version: neither a node nor an edge tells of anything else.
 */
@ApplicationScoped
public class LineageQuery {

    private final LineageStore store;
    private final VersionResolver resolver;
    private final VersionFacts facts;

    LineageQuery(LineageStore store, VersionResolver resolver, VersionFacts facts) {
        this.store = store;
        this.resolver = resolver;
        this.facts = facts;
    }

    /**
     * The graph around a version.
     *
     * @param up levels towards what it came from; {@link LineageWalk#ALL} for all
     * @param down levels towards what came of it; {@link LineageWalk#ALL} for all
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, also when the caller may not read it
     */
    public LineageView around(Reference focus, int up, int down, ReadScope readable) {
        var version = resolver.version(focus, readable);
        return around(VersionNodes.node(version).id(), up, down, readable);
    }

    /**
     * The graph around a node.
     *
     * @throws NotFound {@code NOT_FOUND} when there is no such node, or the caller may not know of it
     */
    public LineageView around(NodeId focus, int up, int down, ReadScope readable) {
        Visibility visibility = new Visibility(readable);
        if (!visibility.reaches(focus, store)) {
            throw unseen(focus);
        }
        Graph graph = new LineageWalk(store, visibility, LineageWalk.USUAL_LIMIT)
                .around(focus, up, down)
                .orElseThrow(() -> unseen(focus));
        return facts.beside(graph);
    }

    /**
     * The graph around what {@code text} names: a node id where it starts with the kind of one and is one, else a short reference.
     *
     * @throws dev.stemma.registry.model.InvalidInput {@code REFERENCE_INVALID NAME_INVALID}
     * @throws NotFound {@code NOT_FOUND NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public LineageView around(String text, int up, int down, ReadScope readable) {
        Optional<NodeId> node = nodeId(text);
        return node.isPresent() && !node.get().kind().versioned()
                ? around(node.get(), up, down, readable)
                : around(Reference.parse(text, Kind.MODEL), up, down, readable);
    }

    private static Optional<NodeId> nodeId(String text) {
        try {
            return Optional.of(NodeId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static NotFound unseen(NodeId focus) {
        return new NotFound(ErrorCode.NOT_FOUND, "there is no " + focus + " in the lineage that you may read");
    }
}
