package dev.stemma.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link LineageStore} does. The store may be shared: each test works in a namespace of its own. */
public abstract class LineageStoreContract {

    /** The store under test. */
    protected abstract LineageStore store();

    /** A namespace that no other test uses. */
    protected abstract String freshNamespace();

    private final List<String> namespace = new ArrayList<>();

    private NodeId version(int number) {
        if (namespace.isEmpty()) {
            namespace.add(freshNamespace());
        }
        return NodeId.version(NodeKind.MODEL, namespace.getFirst() + "/m", number);
    }

    private Node node(int number) {
        return new Node(version(number), "label " + number);
    }

    private Edge edge(int from, int to) {
        return new Edge(version(from), version(to), "derived");
    }

    private static <T extends Comparable<T>> Set<T> sorted(Collection<T> items) {
        Set<T> sorted = new TreeSet<>(items);
        assertEquals(items.size(), sorted.size(), "nothing is listed twice");
        return sorted;
    }

    @Test
    void whatWasAddedIsFoundFromBothEnds() {
        store().add(List.of(node(1), node(2), node(3)), List.of(edge(1, 2), edge(1, 3), edge(2, 3)));

        assertEquals(Set.of(edge(1, 3), edge(2, 3)), sorted(store().into(List.of(version(3)), 100)));
        assertEquals(Set.of(edge(1, 2), edge(1, 3)), sorted(store().outOf(List.of(version(1)), 100)));
        assertEquals(
                Set.of(edge(1, 2), edge(1, 3), edge(2, 3)),
                sorted(store().outOf(List.of(version(1), version(2)), 100)));
        assertEquals(List.of(), store().into(List.of(version(1)), 100));
        assertEquals(List.of(node(2)), store().nodes(List.of(version(2), version(99))));
    }

    @Test
    void addingAgainChangesNothing() {
        store().add(List.of(node(1), node(2)), List.of(edge(1, 2)));
        store().add(List.of(new Node(version(1), "another label"), node(2), node(2)), List.of(edge(1, 2), edge(1, 2)));

        assertEquals(List.of(node(1)), store().nodes(List.of(version(1), version(1))));
        assertEquals(List.of(edge(1, 2)), store().into(List.of(version(2), version(2)), 100));
    }

    @Test
    void edgesOfDifferentTypesStandSideBySide() {
        Edge other = new Edge(version(1), version(2), "quantize");
        store().add(List.of(node(1), node(2)), List.of(edge(1, 2), other));

        assertEquals(Set.of(edge(1, 2), other), sorted(store().into(List.of(version(2)), 100)));
    }

    @Test
    void edgesMayEndInNodesAddedEarlier() {
        store().add(List.of(node(1)), List.of());
        store().add(List.of(node(2)), List.of(edge(1, 2)));

        assertEquals(List.of(edge(1, 2)), store().outOf(List.of(version(1)), 100));
    }

    @Test
    void anEdgeWithoutItsNodesIsRefusedWithAllThatCameAlong() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store().add(List.of(node(1), node(2)), List.of(edge(1, 2), edge(2, 3))));

        assertEquals(List.of(), store().nodes(List.of(version(1), version(2))));
        assertEquals(List.of(), store().into(List.of(version(2), version(3)), 100));
    }

    @Test
    void nothingAskedNothingFound() {
        store().add(List.of(), List.of());
        assertEquals(List.of(), store().nodes(List.of()));
        assertEquals(List.of(), store().into(List.of(), 10));
        assertEquals(List.of(), store().outOf(List.of(), 10));
    }

    @Test
    void everyKindOfNodeIsKept() {
        String hex = Integer.toHexString(version(1).hashCode());
        String sha = "0".repeat(64 - hex.length()) + hex;
        List<Node> nodes = List.of(
                new Node(new NodeId(NodeKind.CODE, sha.substring(24)), "commit"),
                new Node(new NodeId(NodeKind.CODE, sha), "tree"),
                new Node(new NodeId(NodeKind.DATA, sha), "data"),
                new Node(new NodeId(NodeKind.ENVIRONMENT, sha), "environment"),
                new Node(new NodeId(NodeKind.RUN, sha), "run"),
                new Node(NodeId.external("s3://" + hex + "/" + "ü".repeat(400)), "\"quoted\" <b>ü</b> \uD83D\uDE00"),
                new Node(NodeId.version(NodeKind.SUITE, version(1).name().orElseThrow(), 1), ""));
        store().add(nodes, List.of());

        assertEquals(
                Set.copyOf(nodes),
                Set.copyOf(store().nodes(nodes.stream().map(Node::id).toList())));
    }

    @Test
    void largeSetsAreTakenWhole() {
        int count = 1_700;
        List<Node> nodes = IntStream.rangeClosed(1, count).mapToObj(this::node).toList();
        List<Edge> chain =
                IntStream.range(1, count).mapToObj(i -> edge(i, i + 1)).toList();
        store().add(nodes, chain);
        List<NodeId> ids = nodes.stream().map(Node::id).toList();

        assertEquals(Set.copyOf(nodes), Set.copyOf(store().nodes(ids)));
        assertEquals(sorted(chain), sorted(store().into(ids, 100_000)));
        assertEquals(sorted(chain), sorted(store().outOf(ids, 100_000)));
        assertEquals(700, store().outOf(ids, 700).size());
        assertEquals(count - 1, store().into(ids, count).size());
    }
}
