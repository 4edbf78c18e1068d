package dev.stemma.lineage;

import java.util.List;

/**
 * Part of the lineage graph.
 *
 * @param focus the node it was asked around
 * @param nodes the focus first, the others by id
 * @param edges between those nodes, in their order
 * @param truncated whether there is more than was allowed to be shown
 */
public record Graph(NodeId focus, List<Node> nodes, List<Edge> edges, boolean truncated) {

    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
