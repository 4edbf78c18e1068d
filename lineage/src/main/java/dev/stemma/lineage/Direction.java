package dev.stemma.lineage;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** One direction of a walk: the level reached, what was seen on the way, and how far it may still go. */
final class Direction {

    private final Edges edges;
    private final Function<Edge, NodeId> farEnd;
    private final Set<NodeId> seen = new HashSet<>();
    private Set<NodeId> level;
    private int levelsLeft;

    Direction(NodeId focus, Edges edges, Function<Edge, NodeId> farEnd, int levels) {
        this.edges = edges;
        this.farEnd = farEnd;
        this.levelsLeft = levels;
        this.level = Set.of(focus);
        seen.add(focus);
    }

    /** Goes one level further; false when there was none to go. */
    boolean step(Found found) {
        if (levelsLeft <= 0 || level.isEmpty()) {
            return false;
        }
        List<Edge> read = edges.of(level, found.edgeBudget());
        if (read.size() >= found.edgeBudget()) {
            found.markTruncated();
        }
        Set<NodeId> next = new TreeSet<>();
        for (Edge edge : new TreeSet<>(read)) {
            NodeId end = farEnd.apply(edge);
            if (found.take(edge, end) && seen.add(end)) {
                next.add(end);
            }
        }
        level = next;
        levelsLeft--;
        return true;
    }

    /** Reads the edges at a set of nodes. */
    interface Edges {
        List<Edge> of(Collection<NodeId> nodes, int limit);
    }
}
