package dev.stemma.lineage;

import java.util.Collection;
import java.util.List;

/**
 * Keeps the lineage graph. Nodes and edges are only ever added. All methods may be called by any number of threads, take sets of
 * any size, and work on them in blocks, so that one level of a walk costs a few queries and not one for each node.
 */
public interface LineageStore {

    /**
     * Adds nodes and edges, all of them or none; durable when the call returns, or with the caller's transaction where there is one.
     * What is there already stays as it is: a node keeps its first label.
     *
     * @throws IllegalArgumentException when an edge's end is neither stored nor among the nodes; nothing was added
     */
    void add(Collection<Node> nodes, Collection<Edge> edges);

    /**
     * The edges that end in one of the nodes.
     *
     * @param limit at most so many; which ones are left out when there are more is up to the store
     */
    List<Edge> into(Collection<NodeId> nodes, int limit);

    /**
     * The edges that start in one of the nodes.
     *
     * @param limit at most so many; which ones are left out when there are more is up to the store
     */
    List<Edge> outOf(Collection<NodeId> nodes, int limit);

    /** The nodes with these ids, in no special order; ids that are not there are left out. */
    List<Node> nodes(Collection<NodeId> ids);
}
