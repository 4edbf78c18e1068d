package dev.stemma.lineage;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * That one node came of another. Edges are ordered by where they start, where they end, and type.
 *
 * @param from what was there first
 * @param to what came of it
 * @param type how, such as {@code trained-on}: 1 to 32 of {@code [a-z0-9-]}
 */
public record Edge(NodeId from, NodeId to, String type) implements Comparable<Edge> {

    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Comparator<Edge> ORDER =
            Comparator.comparing(Edge::from).thenComparing(Edge::to).thenComparing(Edge::type);

    public Edge {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("not the type of a lineage edge: " + NodeGrammar.shown(type));
        }
    }

    @Override
    public int compareTo(Edge other) {
        return ORDER.compare(this, other);
    }
}
