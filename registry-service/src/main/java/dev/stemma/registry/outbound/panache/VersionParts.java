package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.ParentRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What there are many of in a version: files, lineage documents, parents, metrics, labels. Read for a whole page of versions at once. */
@Singleton
final class VersionParts {

    private final Jdbc jdbc;

    @Inject
    VersionParts(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** The parts of one version. */
    static final class Parts {
        final List<FileEntry> files = new ArrayList<>();
        final Map<String, List<Digest>> documents = new HashMap<>();
        final List<ParentRef> parents = new ArrayList<>();
        final SortedMap<String, Double> metrics = new TreeMap<>();
        final List<Label> labels = new ArrayList<>();

        Manifest.LineageRefs lineage() {
            return new Manifest.LineageRefs(
                    documents("code").stream().findFirst(),
                    documents("data"),
                    documents("environment").stream().findFirst(),
                    documents("run").stream().findFirst());
        }

        private List<Digest> documents(String role) {
            return documents.getOrDefault(role, List.of());
        }
    }

    /** The parts of versions, by the ids of their rows. */
    Map<Long, Parts> of(Collection<Long> ids) {
        Map<Long, Parts> parts = new HashMap<>();
        ids.forEach(id -> parts.put(id, new Parts()));
        read(
                parts,
                "path, size_bytes, digest, media_type from version_file",
                "position",
                (of, row) -> of.files.add(new FileEntry(
                        new FilePath(row.getString(2)),
                        row.getLong(3),
                        new Digest(row.getString(4)),
                        row.getString(5))));
        read(
                parts,
                "role, digest from version_document",
                "position",
                (of, row) -> of.documents
                        .computeIfAbsent(row.getString(2), absent -> new ArrayList<>())
                        .add(new Digest(row.getString(3))));
        read(
                parts,
                "name, digest, relation from version_parent",
                "position",
                (of, row) -> of.parents.add(new ParentRef(
                        ModelName.parse(row.getString(2)),
                        new Digest(row.getString(3)),
                        ParentRef.Relation.valueOf(row.getString(4)))));
        read(
                parts,
                "name, amount from version_metric",
                "position",
                (of, row) -> of.metrics.put(row.getString(2), row.getDouble(3)) == null);
        read(parts, "label from version_label", "label", (of, row) -> of.labels.add(new Label(row.getString(2))));
        return parts;
    }

    private void read(Map<Long, Parts> parts, String columnsFrom, String order, Reader reader) {
        if (parts.isEmpty()) {
            return;
        }
        jdbc.query(
                "select version_id, " + columnsFrom + " where version_id = any(?) order by version_id, " + order,
                row -> reader.read(parts.computeIfAbsent(row.getLong(1), absent -> new Parts()), row),
                parts.keySet());
    }

    /** Stores all parts of a version but its labels. */
    void insert(long id, NewVersion version) {
        Manifest manifest = version.manifest();
        List<Object[]> files = new ArrayList<>();
        for (FileEntry file : manifest.files()) {
            files.add(new Object[] {
                id,
                files.size(),
                file.path().value(),
                file.sizeBytes(),
                file.digest().hex(),
                file.mediaType()
            });
        }
        jdbc.insertAll("version_file", "version_id, position, path, size_bytes, digest, media_type", files);
        jdbc.insertAll("version_document", "version_id, position, role, digest", documents(id, manifest.lineage()));
        List<Object[]> parents = new ArrayList<>();
        for (ParentRef parent : manifest.parents()) {
            parents.add(new Object[] {
                id,
                parents.size(),
                parent.name().toString(),
                parent.digest().hex(),
                parent.relation().name()
            });
        }
        jdbc.insertAll("version_parent", "version_id, position, name, digest, relation", parents);
        List<Object[]> metrics = new ArrayList<>();
        version.metrics().forEach((name, value) -> metrics.add(new Object[] {id, metrics.size(), name, value}));
        jdbc.insertAll("version_metric", "version_id, position, name, amount", metrics);
    }

    private static List<Object[]> documents(long id, Manifest.LineageRefs lineage) {
        List<Object[]> rows = new ArrayList<>();
        lineage.code().ifPresent(digest -> rows.add(new Object[] {id, rows.size(), "code", digest.hex()}));
        lineage.data().forEach(digest -> rows.add(new Object[] {id, rows.size(), "data", digest.hex()}));
        lineage.environment()
                .ifPresent(digest -> rows.add(new Object[] {id, rows.size(), "environment", digest.hex()}));
        lineage.run().ifPresent(digest -> rows.add(new Object[] {id, rows.size(), "run", digest.hex()}));
        return rows;
    }

    private interface Reader {
        boolean read(Parts parts, java.sql.ResultSet row) throws java.sql.SQLException;
    }
}
