package dev.stemma.registry.flow.push;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import dev.stemma.lineage.NodeKind;
import dev.stemma.registry.flow.push.LineageFacts.Origin;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.ReadScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the lineage documents that a manifest names, and says what its version came from. */
@ApplicationScoped
class LineageReading {

    private final BlobStore blobs;
    private final OriginLookup lookup;

    LineageReading(BlobStore blobs, OriginLookup lookup) {
        this.blobs = blobs;
        this.lookup = lookup;
    }

    /**
     * What the version came from.
     *
     * @param sizes of the documents
     * @param readable what the pusher may read
     * @throws dev.stemma.registry.model.InvalidInput {@code LINEAGE_INVALID}
     */
    LineageFacts read(ModelName name, Manifest manifest, Map<Digest, Long> sizes, ReadScope readable) {
        Map<Digest, String> texts = new HashMap<>();
        manifest.lineage()
                .all()
                .forEach(digest -> texts.computeIfAbsent(
                        digest, missing -> Documents.text(blobs, missing, sizes.getOrDefault(missing, 0L))));
        List<Origin> origins = new ArrayList<>(lookup.parents(manifest.parents(), readable));
        Manifest.LineageRefs lineage = manifest.lineage();
        text(texts, lineage.code()).ifPresent(code -> origins.add(new Origin(CodeDocument.read(code), "code-of")));
        for (Digest data : lineage.data()) {
            text(texts, Optional.of(data))
                    .ifPresent(document -> origins.add(
                            new Origin(lookup.data(name, DataDocument.read(document), readable), "trained-on")));
        }
        lineage.environment().ifPresent(digest -> origins.add(environment(digest, texts.getOrDefault(digest, ""))));
        SortedMap<String, Double> metrics = new TreeMap<>();
        lineage.run().ifPresent(digest -> {
            RunDocument run = RunDocument.read(texts.getOrDefault(digest, ""));
            metrics.putAll(run.metrics());
            origins.add(new Origin(new Node(NodeId.digest(NodeKind.RUN, digest), run.label()), "produced"));
        });
        return new LineageFacts(texts, origins, metrics);
    }

    private static Origin environment(Digest digest, String text) {
        String label = EnvironmentDocument.read(text);
        return new Origin(new Node(NodeId.digest(NodeKind.ENVIRONMENT, digest), label), "built-in");
    }

    private static Optional<String> text(Map<Digest, String> texts, Optional<Digest> digest) {
        return digest.flatMap(present -> Optional.ofNullable(texts.get(present)));
    }
}
