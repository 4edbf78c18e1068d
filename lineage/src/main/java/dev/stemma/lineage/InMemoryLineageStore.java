package dev.stemma.lineage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A graph that is forgotten when the process ends: for tests, and for graphs that are put together from elsewhere. */
public final class InMemoryLineageStore implements LineageStore {

    private final Map<NodeId, Node> nodes = new TreeMap<>();
    private final NavigableSet<Edge> edges = new TreeSet<>();

    @Override
    public synchronized void add(Collection<Node> addedNodes, Collection<Edge> addedEdges) {
        Map<NodeId, Node> known = new TreeMap<>(nodes);
        addedNodes.forEach(node -> known.putIfAbsent(node.id(), node));
        for (Edge edge : addedEdges) {
            if (!known.containsKey(edge.from()) || !known.containsKey(edge.to())) {
                throw new IllegalArgumentException("an end of this edge is no node: " + edge);
            }
        }
        nodes.putAll(known);
        edges.addAll(addedEdges);
    }

    @Override
    public synchronized List<Edge> into(Collection<NodeId> ids, int limit) {
        return matching(ids, Edge::to, limit);
    }

    @Override
    public synchronized List<Edge> outOf(Collection<NodeId> ids, int limit) {
        return matching(ids, Edge::from, limit);
    }

    private List<Edge> matching(Collection<NodeId> ids, Function<Edge, NodeId> end, int limit) {
        Set<NodeId> wanted = Set.copyOf(ids);
        return edges.stream()
                .filter(edge -> wanted.contains(end.apply(edge)))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Node> nodes(Collection<NodeId> ids) {
        Set<NodeId> wanted = Set.copyOf(ids);
        return nodes.values().stream()
                .filter(node -> wanted.contains(node.id()))
                .toList();
    }
}
