package dev.stemma.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineageWalkTest {

    private final LineageStore store = new InMemoryLineageStore();

    private static NodeId v(int number) {
        return NodeId.version(NodeKind.MODEL, "acme/m", number);
    }

    private static Edge edge(int from, int to) {
        return new Edge(v(from), v(to), "derived");
    }

    private void nodes(int count) {
        store.add(
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new Node(v(i), "v" + i))
                        .toList(),
                List.of());
    }

    private void edges(Edge... edges) {
        store.add(List.of(), List.of(edges));
    }

    private Graph walk(int focus, int up, int down) {
        return new LineageWalk(store, id -> true, 100)
                .around(v(focus), up, down)
                .orElseThrow();
    }

    private static List<Integer> numbers(Graph graph) {
        return graph.nodes().stream().map(node -> node.id().number()).toList();
    }

    @Test
    void goesAsManyLevelsAsAsked() {
        nodes(5);
        edges(edge(1, 2), edge(2, 3), edge(3, 4), edge(4, 5));

        assertEquals(List.of(3), numbers(walk(3, 0, 0)));
        assertEquals(List.of(3, 2, 4), numbers(walk(3, 1, 1)));
        assertEquals(List.of(3, 1, 2), numbers(walk(3, LineageWalk.ALL, 0)));
        assertEquals(List.of(3, 4, 5), numbers(walk(3, 0, 2)));
        assertEquals(
                List.of(edge(1, 2), edge(2, 3), edge(3, 4), edge(4, 5)),
                walk(3, LineageWalk.ALL, LineageWalk.ALL).edges());
    }

    @Test
    void siblingsAreNotRelatives() {
        nodes(3);
        edges(edge(1, 2), edge(1, 3));

        assertEquals(List.of(2, 1), numbers(walk(2, LineageWalk.ALL, LineageWalk.ALL)));
    }

    @Test
    void cyclesEnd() {
        nodes(3);
        edges(edge(1, 2), edge(2, 3), edge(3, 1), edge(2, 2));

        Graph graph = walk(1, LineageWalk.ALL, LineageWalk.ALL);
        assertEquals(List.of(1, 2, 3), numbers(graph));
        assertEquals(List.of(edge(1, 2), edge(2, 2), edge(2, 3), edge(3, 1)), graph.edges());
    }

    @Test
    void hiddenNodesAreNeitherShownNorWalkedThrough() {
        nodes(4);
        edges(edge(1, 2), edge(2, 3), edge(1, 4), edge(4, 3));
        LineageWalk walk = new LineageWalk(store, id -> id.number() != 2, 100);

        Graph graph = walk.around(v(3), LineageWalk.ALL, 0).orElseThrow();
        assertEquals(List.of(3, 1, 4), numbers(graph));
        assertEquals(List.of(edge(1, 4), edge(4, 3)), graph.edges());
        assertFalse(graph.truncated());
        assertEquals(Optional.empty(), walk.around(v(2), 1, 1));
    }

    @Test
    void anUnknownFocusHasNoGraph() {
        assertEquals(Optional.empty(), new LineageWalk(store, id -> true, 100).around(v(1), 1, 1));
    }

    @Test
    void aFullGraphSaysSoAndShowsBothDirections() {
        nodes(9);
        edges(edge(1, 2), edge(2, 3), edge(3, 4), edge(4, 5), edge(5, 6), edge(6, 7), edge(7, 8), edge(8, 9));
        LineageWalk walk = new LineageWalk(store, id -> true, 5);

        Graph graph = walk.around(v(5), LineageWalk.ALL, LineageWalk.ALL).orElseThrow();
        assertEquals(List.of(5, 3, 4, 6, 7), numbers(graph));
        assertEquals(List.of(edge(3, 4), edge(4, 5), edge(5, 6), edge(6, 7)), graph.edges());
        assertTrue(graph.truncated());
        assertFalse(walk.around(v(5), 2, 2).orElseThrow().truncated(), "what was asked for fits exactly");
    }

    @Test
    void aNodeWithTooManyEdgesIsCut() {
        nodes(3_000);
        store.add(
                List.of(),
                IntStream.rangeClosed(2, 3_000).mapToObj(i -> edge(1, i)).toList());

        Graph graph = new LineageWalk(store, id -> true, 50)
                .around(v(1), 0, LineageWalk.ALL)
                .orElseThrow();
        assertEquals(50, graph.nodes().size());
        assertTrue(graph.truncated());
    }

    @Test
    void everyWalkEqualsTheClosureComputedByForce() {
        for (int round = 0; round < 200; round++) {
            long seed = 7_000_003L * round + 17;
            RandomGraph random = new RandomGraph(seed);
            LineageStore filled = random.store();
            for (int i = 0; i < 5; i++) {
                NodeId focus = random.anyNode();
                Predicate<NodeId> visible = random.visibility(focus);
                int up = random.depth();
                int down = random.depth();
                Graph graph = new LineageWalk(filled, visible, 10_000)
                        .around(focus, up, down)
                        .orElseThrow();

                String seedLine = "seed " + seed + ", focus " + focus + ", up " + up + ", down " + down;
                Set<Edge> expected = new TreeSet<>(random.closure(focus, visible, up, true));
                expected.addAll(random.closure(focus, visible, down, false));
                assertEquals(List.copyOf(expected), graph.edges(), seedLine);
                assertEquals(ends(focus, expected), ids(graph.nodes()), seedLine);
                assertEquals(focus, graph.nodes().getFirst().id(), seedLine);
                assertFalse(graph.truncated(), seedLine);
            }
        }
    }

    @Test
    void aLimitedWalkIsAPartOfTheWholeOneAndNeverLarger() {
        for (int round = 0; round < 100; round++) {
            long seed = 9_000_011L * round + 5;
            RandomGraph random = new RandomGraph(seed);
            LineageStore filled = random.store();
            NodeId focus = random.anyNode();
            Graph whole = new LineageWalk(filled, id -> true, 10_000)
                    .around(focus, LineageWalk.ALL, LineageWalk.ALL)
                    .orElseThrow();
            for (int limit = 1; limit <= whole.nodes().size(); limit++) {
                Graph part = new LineageWalk(filled, id -> true, limit)
                        .around(focus, LineageWalk.ALL, LineageWalk.ALL)
                        .orElseThrow();
                String seedLine = "seed " + seed + ", focus " + focus + ", limit " + limit;
                assertEquals(limit, part.nodes().size(), seedLine);
                assertTrue(whole.edges().containsAll(part.edges()), seedLine);
                assertTrue(ids(part.nodes()).containsAll(ends(focus, part.edges())), seedLine);
                assertEquals(limit < whole.nodes().size(), part.truncated(), seedLine);
            }
        }
    }

    private static Set<NodeId> ids(Collection<Node> nodes) {
        return nodes.stream().map(Node::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<NodeId> ends(NodeId focus, Collection<Edge> edges) {
        Set<NodeId> ends = new TreeSet<>(Set.of(focus));
        edges.forEach(edge -> ends.addAll(List.of(edge.from(), edge.to())));
        return ends;
    }
}
