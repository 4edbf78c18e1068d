package dev.stemma.cli.command;

import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph as indented lines, ancestors and descendants apart. A node that was shown before is not opened again. */
final class LineageTree {
    private static final int MOST_LINES = 2000;
    private static final int MOST_DEEP = 200;

    private final Terminal terminal;
    private final Map<String, Json.Obj> nodes = new LinkedHashMap<>();
    private int lines;

    LineageTree(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Json.Obj graph, boolean up, boolean down) {
        graph.array("nodes").objects().forEach(node -> nodes.put(node.text("id"), node));
        String focus = graph.text("focus");
        terminal.answer(Text.of(Style.BOLD, label(focus)).and(marks(focus)));
        if (up) {
            side("came from", focus, next(graph, "to", "from"));
        }
        if (down) {
            side("led to", focus, next(graph, "from", "to"));
        }
        if (graph.flag("truncated") || lines >= MOST_LINES) {
            terminal.warn("the graph is larger than what is shown");
        }
    }

    /** An edge, seen from one of its ends. */
    private record Step(String other, String type) {}

    private void side(String title, String focus, Map<String, List<Step>> next) {
        if (next.getOrDefault(focus, List.of()).isEmpty()) {
            return;
        }
        terminal.answer(Text.of(Style.DIM, title));
        below(focus, next, "", new HashSet<>(Set.of(focus)), 0);
    }

    private void below(String id, Map<String, List<Step>> next, String indent, Set<String> seen, int depth) {
        List<Step> steps = next.getOrDefault(id, List.of());
        for (int i = 0; i < steps.size() && lines < MOST_LINES; i++) {
            Step step = steps.get(i);
            boolean last = i == steps.size() - 1;
            boolean again = !seen.add(step.other());
            Text line = Text.of(
                            Style.DIM,
                            indent
                                    + (last
                                            ? terminal.glyphs().last()
                                            : terminal.glyphs().branch()))
                    .and(label(step.other()))
                    .and(Style.DIM, "  " + step.type())
                    .and(marks(step.other()))
                    .and(Style.DIM, again && next.containsKey(step.other()) ? "  (shown above)" : "");
            terminal.answer(line);
            lines++;
            if (!again && depth < MOST_DEEP) {
                below(
                        step.other(),
                        next,
                        indent + (last ? "   " : terminal.glyphs().down()),
                        seen,
                        depth + 1);
            }
        }
    }

    private static Map<String, List<Step>> next(Json.Obj graph, String here, String there) {
        Map<String, List<Step>> next = new LinkedHashMap<>();
        for (Json.Obj edge : graph.array("edges").objects()) {
            next.computeIfAbsent(edge.text(here), id -> new ArrayList<>())
                    .add(new Step(edge.text(there), edge.text("type")));
        }
        return next;
    }

    private String label(String id) {
        Json.Obj node = nodes.get(id);
        String kind = node == null ? "" : node.text("kind");
        String label = node == null ? id : node.text("label");
        return kind.isEmpty() || kind.equals("model") || label.startsWith(kind + ":") ? label : kind + " " + label;
    }

    private Text marks(String id) {
        Json.Obj node = nodes.get(id);
        Text marks = Text.of("");
        if (node == null) {
            return marks;
        }
        for (String alias : node.array("aliases").texts()) {
            marks = marks.and(Style.CYAN, "  @" + alias);
        }
        return node.flag("yanked") ? marks.and(Style.RED, "  yanked") : marks;
    }
}
