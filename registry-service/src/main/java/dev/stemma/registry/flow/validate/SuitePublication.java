package dev.stemma.registry.flow.validate;

import dev.stemma.blob.Digest;
import dev.stemma.lineage.Edge;
import dev.stemma.lineage.LineageStore;
import dev.stemma.lineage.Node;
import dev.stemma.registry.flow.VersionNodes;
import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.AuditLog;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Publishes a suite's next version with the expected outputs recorded for it, inside the transaction that ends the job. */
@ApplicationScoped
class SuitePublication {

    private final Versions versions;
    private final LineageStore graph;
    private final AuditLog audit;
    private final EncodingQueue encodings;
    private final Clock clock;

    SuitePublication(Versions versions, LineageStore graph, AuditLog audit, EncodingQueue encodings, Clock clock) {
        this.versions = versions;
        this.graph = graph;
        this.audit = audit;
        this.encodings = encodings;
        this.clock = clock;
    }

    /** The new version, or the one that holds exactly these files, recorded in the same way, already. */
    VersionId publish(Job job, Version model, Version inputs, Manifest manifest) {
        ModelName name = inputs.id().name();
        String text = SuiteManifestJson.write(manifest);
        Versions.Appended appended = versions.append(new NewVersion(
                name,
                Digest.of(text.getBytes(StandardCharsets.UTF_8)),
                text,
                manifest,
                "expected outputs of " + model.ref() + " for " + inputs.id().tag(),
                job.requestedBy(),
                clock.instant(),
                List.of(),
                new TreeMap<>(),
                Optional.empty()));
        if (appended.created()) {
            draw(model, appended.version());
            note(job, model, appended.version());
            encodings.enqueue(appended.version().id(), clock.instant());
        }
        return appended.version().id();
    }

    private void draw(Version model, Version suite) {
        Node from = VersionNodes.node(model);
        Node to = VersionNodes.node(suite);
        graph.add(List.of(from, to), List.of(new Edge(from.id(), to.id(), "recorded")));
    }

    /** There is no request at this point; the job's id tells where it came from. */
    private void note(Job job, Version model, Version suite) {
        audit.append(new AuditEntry(
                0,
                clock.instant(),
                job.requestedBy(),
                "suite.recorded",
                suite.id().name().namespace(),
                suite.id().name().toString(),
                new TreeMap<>(Map.of("version", suite.id().tag(), "model", model.ref(), "recording", job.id())),
                job.id()));
    }
}
