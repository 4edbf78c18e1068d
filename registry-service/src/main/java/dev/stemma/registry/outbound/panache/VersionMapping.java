package dev.stemma.registry.outbound.panache;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import java.util.Optional;

/** A version's row and parts as a record, and back. */
final class VersionMapping {

    private VersionMapping() {}

    static Version version(NameEntity name, VersionEntity row, VersionParts.Parts parts) {
        Manifest manifest = new Manifest(
                name.kind,
                parts.files,
                parts.lineage(),
                parts.parents,
                Optional.ofNullable(row.tree).map(Digest::new),
                recording(row));
        return new Version(
                new VersionId(name.modelName(), row.number),
                new Digest(row.digest),
                manifest,
                row.message,
                row.createdBy,
                row.createdAt,
                parts.labels,
                yank(row),
                removal(row),
                parts.metrics,
                Optional.ofNullable(row.modelInterface)
                        .map(json -> Json.read(json, new TypeReference<ModelInterface>() {})));
    }

    private static Optional<Manifest.Recording> recording(VersionEntity row) {
        return row.recordedModel == null
                        || row.recordedModelDigest == null
                        || row.recordedInputs == null
                        || row.recordedRuntime == null
                ? Optional.empty()
                : Optional.of(new Manifest.Recording(
                        ModelName.parse(row.recordedModel),
                        new Digest(row.recordedModelDigest),
                        new Digest(row.recordedInputs),
                        row.recordedRuntime));
    }

    private static Optional<Version.Yank> yank(VersionEntity row) {
        return row.yankedBy == null || row.yankedAt == null || row.yankReason == null
                ? Optional.empty()
                : Optional.of(new Version.Yank(row.yankedBy, row.yankedAt, row.yankReason));
    }

    private static Optional<Version.Removal> removal(VersionEntity row) {
        return row.removedBy == null || row.removedAt == null || row.removeReason == null
                ? Optional.empty()
                : Optional.of(new Version.Removal(row.removedBy, row.removedAt, row.removeReason));
    }

    static VersionEntity row(long nameId, int number, NewVersion version) {
        VersionEntity row = new VersionEntity();
        row.nameId = nameId;
        row.number = number;
        row.digest = version.digest().hex();
        row.message = version.message();
        row.createdBy = version.createdBy();
        row.createdAt = version.createdAt();
        row.tree = version.manifest().tree().map(Digest::hex).orElse(null);
        version.manifest().recording().ifPresent(recording -> {
            row.recordedModel = recording.model().toString();
            row.recordedModelDigest = recording.modelDigest().hex();
            row.recordedInputs = recording.inputs().hex();
            row.recordedRuntime = recording.runtime();
        });
        row.modelInterface = version.modelInterface().map(Json::write).orElse(null);
        return row;
    }
}
