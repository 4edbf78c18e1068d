package dev.stemma.lineage;

import java.util.HashMap;
import java.util.Map;

/** Draws a graph in the DOT language of Graphviz. The same graph gives the same text. */
public final class DotExport {

    private DotExport() {}

    /** The text, ending in a newline. Labels can't leave their quotes and are never markup. */
    public static String of(Graph graph) {
        StringBuilder text = new StringBuilder("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n");
        Map<NodeId, String> names = new HashMap<>();
        for (Node node : graph.nodes()) {
            String name = "n" + names.size();
            names.put(node.id(), name);
            text.append("  ").append(name).append(" [label=").append(quoted(node.label()));
            text.append(", tooltip=").append(quoted(node.id().toString()));
            text.append(", class=").append(quoted(node.id().kind().word()));
            text.append(node.id().equals(graph.focus()) ? ", penwidth=2];\n" : "];\n");
        }
        for (Edge edge : graph.edges()) {
            text.append("  ").append(names.get(edge.from())).append(" -> ").append(names.get(edge.to()));
            text.append(" [label=").append(quoted(edge.type())).append("];\n");
        }
        return text.append("}\n").toString();
    }

    /** Graphviz expands backslash escapes and character entities inside quotes too, so both kinds of escape are needed. */
    private static String quoted(String label) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int c : Text.line(label, Integer.MAX_VALUE).codePoints().toArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '&' -> quoted.append("&amp;");
                case '<' -> quoted.append("&lt;");
                case '>' -> quoted.append("&gt;");
                default -> quoted.appendCodePoint(c);
            }
        }
        return quoted.append('"').toString();
    }
}
