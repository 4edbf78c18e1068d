package dev.stemma.registry.outbound.panache;

import dev.stemma.lineage.Edge;
import dev.stemma.lineage.LineageStore;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Singleton
final class PanacheLineageStore implements LineageStore {

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheLineageStore(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public void add(Collection<Node> nodes, Collection<Edge> edges) {
        transactions.run(() -> {
            // Sorted, so that two who add the same nodes never wait for each other in a ring.
            Map<NodeId, Node> missing = new TreeMap<>();
            nodes.forEach(node -> missing.putIfAbsent(node.id(), node));
            Set<NodeId> ends = edges.stream()
                    .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                    .collect(Collectors.toSet());
            Set<NodeId> asked = new HashSet<>(missing.keySet());
            asked.addAll(ends);
            Set<NodeId> stored = stored(asked).stream().map(Node::id).collect(Collectors.toSet());
            refuseLooseEnds(ends, missing.keySet(), stored);
            missing.keySet().removeAll(stored);
            missing.values()
                    .forEach(node -> jdbc.insertIfAbsent(
                            "lineage_node", "node_id, label", node.id().toString(), node.label()));
            addEdges(edges);
        });
    }

    private static void refuseLooseEnds(Set<NodeId> ends, Set<NodeId> given, Set<NodeId> stored) {
        for (NodeId end : ends) {
            if (!given.contains(end) && !stored.contains(end)) {
                throw new IllegalArgumentException("an edge ends in a node that is not there: " + end);
            }
        }
    }

    private void addEdges(Collection<Edge> edges) {
        Set<Edge> missing = new TreeSet<>(edges);
        Set<NodeId> ends = edges.stream().map(Edge::to).collect(Collectors.toSet());
        edges("to_id", ends, Integer.MAX_VALUE).forEach(missing::remove);
        missing.forEach(edge -> jdbc.insertIfAbsent(
                "lineage_edge",
                "from_id, to_id, edge_type",
                edge.from().toString(),
                edge.to().toString(),
                edge.type()));
    }

    @Override
    public List<Edge> into(Collection<NodeId> nodes, int limit) {
        return transactions.read(() -> edges("to_id", nodes, limit));
    }

    @Override
    public List<Edge> outOf(Collection<NodeId> nodes, int limit) {
        return transactions.read(() -> edges("from_id", nodes, limit));
    }

    private List<Edge> edges(String end, Collection<NodeId> nodes, int limit) {
        List<Edge> found = new ArrayList<>();
        Blocks.of(nodes, NodeId::toString, block -> {
            int room = limit - found.size();
            if (room > 0) {
                found.addAll(jdbc.query(
                        "select from_id, to_id, edge_type from lineage_edge where " + end + " = any(?)"
                                + " order by from_id, to_id, edge_type fetch first ? rows only",
                        row -> new Edge(
                                NodeId.parse(row.getString(1)), NodeId.parse(row.getString(2)), row.getString(3)),
                        block,
                        room));
            }
            return List.of();
        });
        return found;
    }

    @Override
    public List<Node> nodes(Collection<NodeId> ids) {
        return transactions.read(() -> stored(ids));
    }

    private List<Node> stored(Collection<NodeId> ids) {
        return Blocks.of(
                ids,
                NodeId::toString,
                block -> jdbc.query(
                        "select node_id, label from lineage_node where node_id = any(?)",
                        row -> new Node(NodeId.parse(row.getString(1)), row.getString(2)),
                        block));
    }
}
