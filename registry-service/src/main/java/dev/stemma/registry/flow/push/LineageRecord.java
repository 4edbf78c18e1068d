package dev.stemma.registry.flow.push;

import dev.stemma.lineage.LineageStore;
import dev.stemma.registry.flow.VersionNodes;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.LineageDocuments;
import jakarta.enterprise.context.ApplicationScoped;

/** Draws a new version into the lineage graph, inside the caller's transaction. */
@ApplicationScoped
class LineageRecord {

    private final LineageDocuments documents;
    private final LineageStore graph;

    LineageRecord(LineageDocuments documents, LineageStore graph) {
        this.documents = documents;
        this.graph = graph;
    }

    void add(Version version, LineageFacts facts) {
        facts.documents().forEach(documents::put);
        graph.add(
                facts.nodesWith(VersionNodes.node(version)),
                facts.edgesTo(VersionNodes.node(version).id()));
    }
}
