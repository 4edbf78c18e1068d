package dev.stemma.registry.flow.lineage;

import dev.stemma.lineage.Graph;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What holds now of the versions in a graph: aliases and yanks. One query for each name, one look-up for each version. */
@ApplicationScoped
class VersionFacts {

    private final Refs refs;
    private final Versions versions;

    VersionFacts(Refs refs, Versions versions) {
        this.refs = refs;
        this.versions = versions;
    }

    LineageView beside(Graph graph) {
        Map<NodeId, List<AliasName>> aliases = new HashMap<>();
        Set<NodeId> yanked = new HashSet<>();
        byName(graph).forEach((name, nodes) -> {
            List<Alias> held = refs.list(name);
            for (NodeId node : nodes) {
                List<AliasName> here = held.stream()
                        .filter(alias -> alias.version() == node.number())
                        .map(Alias::alias)
                        .toList();
                if (!here.isEmpty()) {
                    aliases.put(node, here);
                }
                if (isYanked(name, node)) {
                    yanked.add(node);
                }
            }
        });
        return new LineageView(graph, aliases, yanked);
    }

    private boolean isYanked(ModelName name, NodeId node) {
        return versions.find(new VersionId(name, node.number()))
                .filter(version -> version.yanked().isPresent())
                .isPresent();
    }

    private static Map<ModelName, List<NodeId>> byName(Graph graph) {
        Map<ModelName, List<NodeId>> byName = new TreeMap<>();
        for (Node node : graph.nodes()) {
            node.id()
                    .name()
                    .ifPresent(name -> byName.computeIfAbsent(ModelName.parse(name), absent -> new ArrayList<>())
                            .add(node.id()));
        }
        return byName;
    }
}
