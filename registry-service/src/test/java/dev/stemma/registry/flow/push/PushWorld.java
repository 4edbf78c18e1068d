package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Quotas;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Caller;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The flow of a push over a registry in memory. */
final class PushWorld {

    static final ModelName MINILM = ModelName.parse("acme/minilm");
    static final Caller ANA = FlowWorld.caller("ana", "acme");
    static final ModelInterface INTERFACE =
            new ModelInterface("onnx", 8, new TreeMap<>(), 1, 1, 1, List.of(), List.of());

    final FlowWorld world = new FlowWorld();
    final OpenPushes pushes = new OpenPushes(world.ports.uploads(), world.ports.names(), world.ids, world.clock);
    final Uploading uploading = new Uploading(
            pushes,
            world.blobs,
            world.blobs,
            world.ports.uploads(),
            new Quotas(world.ports.namespaceUse()),
            world.clock);
    final Commits commits = new Commits(
            pushes,
            new BlobGrants(world.ports.uploads(), world.ports.versions(), world.blobs),
            new LineageReading(world.blobs, new OriginLookup(world.ports.versions())),
            manifest -> Optional.of(INTERFACE),
            world.suites,
            (kind, name) -> kind == Kind.MODEL ? Set.of(new AliasName("production")) : Set.of(),
            new Publication(
                    world.ports.names(),
                    world.ports.versions(),
                    world.ports.uploads(),
                    new BlobLeases(world.ports.blobIndex()),
                    new Quotas(world.ports.namespaceUse()),
                    world.ledger,
                    new LineageRecord(world.ports.lineageDocuments(), world.ports.lineage()),
                    new VersionMarks(
                            world.ports.versions(),
                            world.ports.refs(),
                            new Journal(world.ports.auditLog(), world.clock),
                            world.ledger,
                            world.clock),
                    world.jobs,
                    world.ports.encodingQueue(),
                    new Journal(world.ports.auditLog(), world.clock),
                    world.ports.transactions(),
                    world.clock));

    /** Puts a blob through a name. */
    Digest put(ModelName name, String content, Caller caller) {
        byte[] bytes = FlowWorld.bytes(content);
        Digest digest = Digest.of(bytes);
        var _ = uploading.putBlob(Kind.MODEL, name, digest, new ByteArrayInputStream(bytes), bytes.length, caller);
        return digest;
    }

    Committed commit(ModelName name, String manifest, Caller caller) {
        return commits.commit(Kind.MODEL, name, Optional.empty(), request(manifest), caller);
    }

    static CommitRequest request(String manifest) {
        return new CommitRequest(manifest, "", List.of(), List.of(), true, Optional.empty());
    }

    static CommitRequest request(String manifest, List<String> labels, List<String> aliases) {
        return new CommitRequest(
                manifest,
                "",
                labels.stream().map(Label::new).toList(),
                aliases.stream().map(AliasName::new).toList(),
                true,
                Optional.empty());
    }

    /** A manifest of one file. */
    static String manifest(Digest file, int sizeBytes, String more) {
        return """
                {"schema":"stemma.manifest/v1","kind":"model","files":[{"path":"model.onnx","sizeBytes":%d,"sha256":"%s",\
                "mediaType":"application/onnx"}]%s}""".formatted(sizeBytes, file, more);
    }

    static String manifest(String content) {
        return manifest(Digest.of(FlowWorld.bytes(content)), FlowWorld.bytes(content).length, "");
    }
}
