package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.lineage.Edge;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the lineage documents and parents of a version say, resolved: everything but the version's own node, whose number is not known
 * before it is published.
 *
 * @param documents text by digest
 * @param origins what the version came from
 * @param metrics of the run document
 */
record LineageFacts(Map<Digest, String> documents, List<Origin> origins, SortedMap<String, Double> metrics) {

    LineageFacts {
        documents = Map.copyOf(documents);
        origins = List.copyOf(origins);
    }

    /**
     * Something that the version came from.
     *
     * @param node what
     * @param type type of the edge to the version
     */
    record Origin(Node node, String type) {}

    List<Node> nodesWith(Node version) {
        List<Node> nodes = new ArrayList<>();
        origins.forEach(origin -> nodes.add(origin.node()));
        nodes.add(version);
        return nodes;
    }

    List<Edge> edgesTo(NodeId version) {
        return origins.stream()
                .map(origin -> new Edge(origin.node().id(), version, origin.type()))
                .distinct()
                .toList();
    }
}
