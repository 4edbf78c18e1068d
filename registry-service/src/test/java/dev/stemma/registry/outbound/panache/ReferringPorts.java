package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Digest;
import dev.stemma.blob.GarbageContract;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.Ports;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Refers to files by versions, and takes it back by removing these. */
final class ReferringPorts implements GarbageContract.World {

    private static final Instant NOON = Instant.parse("2126-11-24T12:00:00Z");

    private final Ports ports;
    private final Map<Digest, VersionId> versions = new HashMap<>();

    ReferringPorts(Ports ports) {
        this.ports = ports;
    }

    @Override
    public BlobIndex index() {
        return ports.blobIndex();
    }

    @Override
    public GarbageIndex garbage() {
        return ports.garbage();
    }

    @Override
    public void refer(Digest blob) {
        ModelName name = new ModelName("garbage", "m" + blob.hex().substring(0, 20));
        ports.names().ensure(name, Kind.MODEL, NOON);
        Manifest manifest = new Manifest(
                Kind.MODEL,
                List.of(new FileEntry(new FilePath("model.onnx"), 1, blob, "application/onnx")),
                Manifest.LineageRefs.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
        versions.put(
                blob,
                ports.versions()
                        .append(new NewVersion(
                                name,
                                Digest.of(blob.hex().getBytes(StandardCharsets.UTF_8)),
                                blob.hex(),
                                manifest,
                                "",
                                "ada",
                                NOON,
                                List.of(),
                                new TreeMap<>(),
                                Optional.empty()))
                        .version()
                        .id());
    }

    @Override
    public void unrefer(Digest blob) {
        VersionId version = versions.remove(blob);
        if (version == null) {
            throw new AssertionError("nothing refers to " + blob);
        }
        ports.versions().setRemoved(version, Optional.of(new Version.Removal("ada", NOON, "")));
    }
}
