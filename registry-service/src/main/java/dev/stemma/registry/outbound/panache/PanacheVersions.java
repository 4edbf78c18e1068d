package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Versions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

@Singleton
final class PanacheVersions implements Versions {

    private static final int MOST_DATASETS = 100;

    private final PanacheTransactions transactions;
    private final NameRepository names;
    private final VersionRepository versions;
    private final VersionParts parts;
    private final Jdbc jdbc;

    @Inject
    PanacheVersions(
            PanacheTransactions transactions,
            NameRepository names,
            VersionRepository versions,
            VersionParts parts,
            Jdbc jdbc) {
        this.transactions = transactions;
        this.names = names;
        this.versions = versions;
        this.parts = parts;
        this.jdbc = jdbc;
    }

    @Override
    public Appended append(NewVersion version) {
        return transactions.write(() -> {
            NameEntity name = names.lockExisting(version.name());
            Optional<VersionEntity> present =
                    versions.byDigest(name.id, version.digest().hex());
            if (present.isPresent()) {
                return new Appended(whole(name, present.get()), false);
            }
            version.labels().forEach(label -> refuseTaken(name, label));
            VersionEntity row = VersionMapping.row(name.id, name.versions + 1, version);
            versions.persist(row);
            jdbc.update(
                    "insert into version_manifest (version_id, manifest) values (?, ?)",
                    row.id,
                    version.manifestText());
            parts.insert(row.id, version);
            new LinkedHashSet<>(version.labels()).forEach(label -> insertLabel(name, row, label));
            name.versions = row.number;
            name.touch(version.createdAt());
            return new Appended(whole(name, row), true);
        });
    }

    private void insertLabel(NameEntity name, VersionEntity row, Label label) {
        jdbc.update(
                "insert into version_label (name_id, label, version_id) values (?, ?, ?)",
                name.id,
                label.value(),
                row.id);
    }

    private Optional<Long> labelled(NameEntity name, Label label) {
        return jdbc.first(
                "select version_id from version_label where name_id = ? and label = ?",
                row -> row.getLong(1),
                name.id,
                label.value());
    }

    private void refuseTaken(NameEntity name, Label label) {
        if (labelled(name, label).isPresent()) {
            throw new Conflict(
                    ErrorCode.LABEL_TAKEN, "another version of " + name.modelName() + " is labelled " + label);
        }
    }

    private Version whole(NameEntity name, VersionEntity row) {
        return whole(name, List.of(row)).getFirst();
    }

    private List<Version> whole(NameEntity name, List<VersionEntity> rows) {
        Map<Long, VersionParts.Parts> found =
                parts.of(rows.stream().map(row -> row.id).toList());
        return rows.stream()
                .map(row -> VersionMapping.version(name, row, found.getOrDefault(row.id, new VersionParts.Parts())))
                .toList();
    }

    private Optional<Version> one(ModelName name, Function<NameEntity, Optional<VersionEntity>> query) {
        return transactions.read(() ->
                names.byName(name).flatMap(row -> query.apply(row).map(found -> whole(row, found))));
    }

    @Override
    public Optional<Version> find(VersionId id) {
        return one(id.name(), name -> versions.byNumber(name, id));
    }

    @Override
    public List<Version> findByDigest(ModelName name, String hexPrefix) {
        return transactions.read(() -> names.byName(name)
                .map(row -> whole(row, versions.byDigestPrefix(row.id, hexPrefix, 2)))
                .orElse(List.of()));
    }

    @Override
    public Optional<Version> findByLabel(ModelName name, Label label) {
        return one(name, row -> labelled(row, label).map(versions::findById));
    }

    @Override
    public Optional<Version> latest(ModelName name) {
        return one(name, row -> versions.newestNotYanked(row.id));
    }

    @Override
    public Page<Version> list(ModelName name, PageRequest page) {
        return transactions.read(() -> {
            int before = (int) Math.min(Pages.before(page), Integer.MAX_VALUE);
            Optional<NameEntity> row = names.byName(name);
            if (row.isEmpty()) {
                return new Page<>(List.of(), Optional.empty());
            }
            Page<VersionEntity> found = Pages.of(
                    Pages.read(
                            versions.find("nameId = ?1 and number < ?2 order by number desc", row.get().id, before),
                            page),
                    page,
                    version -> Integer.toString(version.number));
            return new Page<>(whole(row.get(), found.items()), found.next());
        });
    }

    @Override
    public Optional<String> manifest(VersionId id) {
        return transactions.read(() -> names.byName(id.name())
                .flatMap(name -> versions.byNumber(name, id))
                .flatMap(row -> jdbc.first(
                        "select manifest from version_manifest where version_id = ?",
                        text -> text.getString(1),
                        row.id)));
    }

    private VersionEntity existing(NameEntity name, VersionId id) {
        return versions.byNumber(name, id)
                .orElseThrow(() -> new NotFound(ErrorCode.VERSION_NOT_FOUND, "there is no " + id));
    }

    @Override
    public void addLabel(VersionId id, Label label) {
        transactions.run(() -> {
            NameEntity name = names.lockExisting(id.name());
            VersionEntity row = existing(name, id);
            if (labelled(name, label).filter(holder -> holder == row.id).isEmpty()) {
                refuseTaken(name, label);
                insertLabel(name, row, label);
            }
        });
    }

    @Override
    public void setYanked(VersionId id, Optional<Version.Yank> yank) {
        transactions.run(() -> {
            VersionEntity row = existing(names.lockExisting(id.name()), id);
            row.yankedBy = yank.map(Version.Yank::by).orElse(null);
            row.yankedAt = yank.map(Version.Yank::at).orElse(null);
            row.yankReason = yank.map(Version.Yank::reason).orElse(null);
        });
    }

    @Override
    public void skipTo(VersionId id) {
        transactions.run(() -> {
            NameEntity name = names.lockExisting(id.name());
            name.versions = Math.max(name.versions, id.number() - 1);
        });
    }

    @Override
    public void lock(ModelName name) {
        var _ = transactions.write(() -> names.lockExisting(name).id);
    }

    @Override
    public void setRemoved(VersionId id, Optional<Version.Removal> removal) {
        transactions.run(() -> {
            VersionEntity row = existing(names.lockExisting(id.name()), id);
            row.removedBy = removal.map(Version.Removal::by).orElse(null);
            row.removedAt = removal.map(Version.Removal::at).orElse(null);
            row.removeReason = removal.map(Version.Removal::reason).orElse(null);
        });
    }

    @Override
    public boolean contains(ModelName name, Digest blob) {
        return transactions.read(() -> names.byName(name)
                .flatMap(row -> jdbc.first("""
                        select 1 from version_file f join published_version v on v.id = f.version_id
                            where f.digest = ? and v.name_id = ? and v.removed_at is null
                        union all
                        select 1 from version_document d join published_version v on v.id = d.version_id
                            where d.digest = ? and v.name_id = ? and v.removed_at is null
                        fetch first 1 rows only
                        """, found -> true, blob.hex(), row.id, blob.hex(), row.id))
                .isPresent());
    }

    @Override
    public boolean containsReadable(Digest blob, ReadScope readable) {
        String scope = readable.everything() ? "" : "and n.namespace = any(?) ";
        Object[] args =
                readable.everything() ? new Object[] {blob.hex()} : new Object[] {blob.hex(), readable.namespaces()};
        return transactions.read(() -> jdbc.first(
                        "select 1 from version_file f join published_version v on v.id = f.version_id"
                                + " join name_entry n on n.id = v.name_id where f.digest = ? " + scope
                                + "fetch first 1 rows only",
                        found -> true,
                        args)
                .isPresent());
    }

    @Override
    public List<VersionId> datasetsByTree(Digest tree, ReadScope readable) {
        String scope = readable.everything() ? "" : "and n.namespace = any(?) ";
        Object[] args =
                readable.everything() ? new Object[] {tree.hex()} : new Object[] {tree.hex(), readable.namespaces()};
        return transactions.read(() -> jdbc.query(
                "select n.namespace, n.name, v.number from published_version v join name_entry n on n.id = v.name_id"
                        + " where v.tree = ? and n.kind = 'DATASET' " + scope
                        + "order by v.created_at, v.id fetch first " + MOST_DATASETS + " rows only",
                row -> new VersionId(new ModelName(row.getString(1), row.getString(2)), row.getInt(3)),
                args));
    }
}
