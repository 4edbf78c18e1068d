package dev.stemma.registry.flow.lineage;

import dev.stemma.lineage.Graph;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.model.AliasName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Part of the lineage graph, with what holds of its versions now.
 *
 * @param graph nodes and edges that the caller may see
 * @param aliases aliases and stages that hold a version now, by node
 * @param yanked versions that were withdrawn
 */
public record LineageView(Graph graph, Map<NodeId, List<AliasName>> aliases, Set<NodeId> yanked) {

    public LineageView {
        aliases = Map.copyOf(aliases);
        yanked = Set.copyOf(yanked);
    }
}
