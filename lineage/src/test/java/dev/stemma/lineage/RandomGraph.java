package dev.stemma.lineage;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A small graph out of a seed, now and then with cycles, and its closures computed in the dullest way. */
final class RandomGraph {

    private final Random random;
    private final int size;
    private final Set<Edge> edges = new TreeSet<>();

    RandomGraph(long seed) {
        random = new Random(seed);
        size = 1 + random.nextInt(30);
        boolean cyclic = random.nextInt(4) == 0;
        int wanted = random.nextInt(2 * size + 1);
        for (int i = 0; i < wanted; i++) {
            int a = random.nextInt(size);
            int b = random.nextInt(size);
            if (cyclic || a < b) {
                edges.add(new Edge(node(a), node(b), random.nextBoolean() ? "derived" : "merge"));
            }
        }
    }

    private static NodeId node(int i) {
        return NodeId.version(i % 3 == 0 ? NodeKind.DATASET : NodeKind.MODEL, "ns" + i % 4 + "/m", i + 1);
    }

    LineageStore store() {
        LineageStore store = new InMemoryLineageStore();
        store.add(
                IntStream.range(0, size)
                        .mapToObj(i -> new Node(node(i), "n" + i))
                        .toList(),
                edges);
        return store;
    }

    NodeId anyNode() {
        return node(random.nextInt(size));
    }

    int depth() {
        return random.nextInt(4) == 0 ? LineageWalk.ALL : random.nextInt(5);
    }

    /** Hides one namespace, but never the focus's. */
    Predicate<NodeId> visibility(NodeId focus) {
        String hidden = "ns" + random.nextInt(4);
        return id -> id.namespace().equals(focus.namespace())
                || !id.namespace().orElseThrow().equals(hidden);
    }

    /** The edges on all paths of at most {@code depth} steps: distances by relaxation until nothing changes any more. */
    Set<Edge> closure(NodeId focus, Predicate<NodeId> visible, int depth, boolean up) {
        List<Edge> usable = edges.stream()
                .filter(edge -> visible.test(edge.from()) && visible.test(edge.to()))
                .toList();
        Map<NodeId, Integer> distance = new TreeMap<>(Map.of(focus, 0));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Edge edge : usable) {
                Integer near = distance.get(up ? edge.to() : edge.from());
                NodeId far = up ? edge.from() : edge.to();
                if (near != null && near + 1 < distance.getOrDefault(far, Integer.MAX_VALUE)) {
                    distance.put(far, near + 1);
                    changed = true;
                }
            }
        }
        Set<Edge> closure = new TreeSet<>();
        for (Edge edge : usable) {
            Integer near = distance.get(up ? edge.to() : edge.from());
            if (near != null && near < depth) {
                closure.add(edge);
            }
        }
        return closure;
    }
}
