package dev.stemma.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Collects what a node came from and what came of it, level by level: a level costs a few queries however many nodes it has. A node
 * that the caller may not see is neither shown nor walked through. Cycles end the walk like anything seen before.
 */
public final class LineageWalk {

    /** As many levels as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Node limit that a drawing or a JSON answer can bear. */
    public static final int USUAL_LIMIT = 5_000;

    private final LineageStore store;
    private final Predicate<NodeId> visible;
    private final int nodeLimit;

    /**
     * A walk over a store.
     *
     * @param visible which nodes the caller may see
     * @param nodeLimit most nodes in a result, at least 1
     */
    public LineageWalk(LineageStore store, Predicate<NodeId> visible, int nodeLimit) {
        if (nodeLimit < 1) {
            throw new IllegalArgumentException("a graph has room for at least its focus");
        }
        this.store = store;
        this.visible = visible;
        this.nodeLimit = nodeLimit;
    }

    /**
     * The graph around a node: its ancestors, its descendants, and the edges walked along. Siblings are not in it. Both directions
     * advance by turns, so that a limit cuts the far ends of both.
     *
     * @param up levels towards what the focus came from, 0 for none
     * @param down levels towards what came of it, 0 for none
     * @return empty when the focus does not exist or is not visible
     */
    public Optional<Graph> around(NodeId focus, int up, int down) {
        if (!visible.test(focus) || store.nodes(List.of(focus)).isEmpty()) {
            return Optional.empty();
        }
        Found found = new Found(focus, nodeLimit, visible);
        Direction ancestors = new Direction(focus, store::into, Edge::from, up);
        Direction descendants = new Direction(focus, store::outOf, Edge::to, down);
        boolean more = true;
        while (more) {
            boolean upward = ancestors.step(found);
            boolean downward = descendants.step(found);
            more = upward || downward;
        }
        return Optional.of(new Graph(focus, labelled(focus, found), found.innerEdges(), found.truncated()));
    }

    private List<Node> labelled(NodeId focus, Found found) {
        Map<NodeId, Node> nodes = store.nodes(found.nodes()).stream()
                .collect(Collectors.toMap(Node::id, Function.identity(), (first, again) -> first));
        List<Node> sorted = new ArrayList<>(nodes.values());
        sorted.sort(
                Comparator.comparing((Node node) -> !node.id().equals(focus)).thenComparing(Node::id));
        return sorted;
    }
}
