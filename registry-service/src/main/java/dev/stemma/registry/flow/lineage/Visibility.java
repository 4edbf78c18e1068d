package dev.stemma.registry.flow.lineage;

import dev.stemma.lineage.Edge;
import dev.stemma.lineage.LineageStore;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.model.access.ReadScope;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which nodes a caller may see. Versions: those of readable namespaces. What belongs to no namespace, such as a commit: wherever a walk
 * meets it, since it then touches a version that the caller sees.
 */
record Visibility(ReadScope readable) implements Predicate<NodeId> {

    private static final int NEIGHBOURS = 5_000;

    @Override
    public boolean test(NodeId node) {
        return node.namespace().map(readable::includes).orElse(true);
    }

    /** Whether the caller may start at a node: it is a version that the caller sees, or touches one. */
    boolean reaches(NodeId focus, LineageStore store) {
        if (focus.kind().versioned()) {
            return test(focus);
        }
        Stream<NodeId> before = store.into(List.of(focus), NEIGHBOURS).stream().map(Edge::from);
        Stream<NodeId> after = store.outOf(List.of(focus), NEIGHBOURS).stream().map(Edge::to);
        return Stream.concat(before, after).anyMatch(node -> node.kind().versioned() && test(node));
    }
}
