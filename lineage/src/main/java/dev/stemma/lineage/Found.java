package dev.stemma.lineage;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a walk has collected, within its limits. */
final class Found {

    /** An edge is cheaper than a node, but a graph of few nodes must not have millions of them. */
    private static final int EDGES_PER_NODE = 4;

    private final Predicate<NodeId> visible;
    private final int nodeLimit;
    private final Set<NodeId> nodes = new HashSet<>();
    private final NavigableSet<Edge> edges = new TreeSet<>();
    private boolean truncated;

    Found(NodeId focus, int nodeLimit, Predicate<NodeId> visible) {
        this.visible = visible;
        this.nodeLimit = nodeLimit;
        nodes.add(focus);
    }

    /** How many edges one step may still read; one more than fits, so that an excess is noticed. */
    int edgeBudget() {
        long limit = Math.max(1_000, (long) nodeLimit * EDGES_PER_NODE);
        return (int) Math.min(Integer.MAX_VALUE, limit + 1);
    }

    /** Takes an edge if its far end may be seen and has room; says whether it did. */
    boolean take(Edge edge, NodeId farEnd) {
        if (!visible.test(farEnd)) {
            return false;
        }
        if (!nodes.contains(farEnd)) {
            if (nodes.size() == nodeLimit) {
                truncated = true;
                return false;
            }
            nodes.add(farEnd);
        }
        if (edges.size() >= edgeBudget() && !edges.contains(edge)) {
            truncated = true;
            return true;
        }
        edges.add(edge);
        return true;
    }

    void markTruncated() {
        truncated = true;
    }

    boolean truncated() {
        return truncated;
    }

    Set<NodeId> nodes() {
        return nodes;
    }

    List<Edge> innerEdges() {
        return List.copyOf(edges);
    }
}
