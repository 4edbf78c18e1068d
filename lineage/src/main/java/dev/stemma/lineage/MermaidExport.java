package dev.stemma.lineage;

import java.util.HashMap;
import java.util.Map;

/** Draws a graph as a Mermaid flowchart. The same graph gives the same text. */
public final class MermaidExport {

    private MermaidExport() {}

    /** The text, ending in a newline. Labels can't leave their quotes and are neither markup nor Markdown. */
    public static String of(Graph graph) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<NodeId, String> names = new HashMap<>();
        for (Node node : graph.nodes()) {
            String name = "n" + names.size();
            names.put(node.id(), name);
            text.append("  ").append(name).append("[\"").append(escaped(node.label()));
            text.append("\"]:::").append(node.id().kind().word()).append('\n');
        }
        for (Edge edge : graph.edges()) {
            text.append("  ").append(names.get(edge.from())).append(" -->|\"").append(escaped(edge.type()));
            text.append("\"| ").append(names.get(edge.to())).append('\n');
        }
        return text.append("  style ")
                .append(names.get(graph.focus()))
                .append(" stroke-width:3px\n")
                .toString();
    }

    /** Everything but letters, digits, blanks and a few harmless signs becomes Mermaid's {@code #<decimal>;}. */
    private static String escaped(String label) {
        StringBuilder escaped = new StringBuilder();
        for (int c : Text.line(label, Integer.MAX_VALUE).codePoints().toArray()) {
            if (Character.isLetterOrDigit(c) || " ./:-_,+@".indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#').append(c).append(';');
            }
        }
        return escaped.toString();
    }
}
