package dev.stemma.registry.inbound.rest;

import dev.stemma.lineage.Edge;
import dev.stemma.lineage.Node;
import dev.stemma.registry.flow.lineage.LineageView;
import dev.stemma.registry.model.AliasName;
import java.util.List;

/** Part of the lineage graph ({@code lineage.json}). */
record LineageAnswer(String focus, List<NodeAnswer> nodes, List<EdgeAnswer> edges, boolean truncated) {

    static LineageAnswer of(LineageView view) {
        return new LineageAnswer(
                view.graph().focus().toString(),
                view.graph().nodes().stream()
                        .map(node -> NodeAnswer.of(node, view))
                        .toList(),
                view.graph().edges().stream().map(EdgeAnswer::of).toList(),
                view.graph().truncated());
    }

    /** A node, with what holds of it now. */
    record NodeAnswer(String id, String kind, String label, List<String> aliases, boolean yanked) {
        private static NodeAnswer of(Node node, LineageView view) {
            return new NodeAnswer(
                    node.id().toString(),
                    node.id().kind().word(),
                    node.label(),
                    view.aliases().getOrDefault(node.id(), List.of()).stream()
                            .map(AliasName::value)
                            .toList(),
                    view.yanked().contains(node.id()));
        }
    }

    /** An edge, from what was there first to what came of it. */
    record EdgeAnswer(String from, String to, String type) {
        private static EdgeAnswer of(Edge edge) {
            return new EdgeAnswer(edge.from().toString(), edge.to().toString(), edge.type());
        }
    }
}
