package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Versions in memory. */
public final class InMemoryVersions implements Versions {

    private record Row(Version version, String manifestText) {}

    private static final Comparator<VersionId> ORDER =
            Comparator.comparing(VersionId::name).thenComparingInt(VersionId::number);

    private final InMemoryTransactions transactions;
    private final InMemoryNames names;
    private final NavigableMap<ModelName, NavigableMap<Integer, Row>> rows;
    private final NavigableMap<ModelName, Integer> skipped;

    public InMemoryVersions(InMemoryTransactions transactions, InMemoryNames names) {
        this.transactions = transactions;
        this.names = names;
        this.rows = transactions.table();
        this.skipped = transactions.table();
    }

    @Override
    public Appended append(NewVersion version) {
        return transactions.inTransaction(() -> {
            names.existing(version.name());
            Optional<Version> present =
                    first(version.name(), row -> row.digest().equals(version.digest()));
            if (present.isPresent()) {
                return new Appended(present.get(), false);
            }
            version.labels().forEach(label -> refuseTaken(version.name(), label));
            int last = of(version.name()).isEmpty() ? 0 : of(version.name()).lastKey();
            int number = Math.max(last, skipped.getOrDefault(version.name(), 0)) + 1;
            Version stored = new Version(
                    new VersionId(version.name(), number),
                    version.digest(),
                    version.manifest(),
                    version.message(),
                    version.createdBy(),
                    version.createdAt(),
                    sorted(version.labels().stream()),
                    Optional.empty(),
                    Optional.empty(),
                    version.metrics(),
                    version.modelInterface());
            put(new Row(stored, version.manifestText()));
            names.touch(version.name(), number, version.createdAt());
            return new Appended(stored, true);
        });
    }

    private void put(Row row) {
        ModelName name = row.version().id().name();
        TreeMap<Integer, Row> changed = new TreeMap<>(of(name));
        changed.put(row.version().id().number(), row);
        rows.put(name, changed);
    }

    private NavigableMap<Integer, Row> of(ModelName name) {
        return rows.getOrDefault(name, new TreeMap<>());
    }

    private Stream<Version> versions(ModelName name) {
        return of(name).values().stream().map(Row::version);
    }

    private Optional<Version> first(ModelName name, Predicate<Version> wanted) {
        return versions(name).filter(wanted).findFirst();
    }

    private static List<Label> sorted(Stream<Label> labels) {
        TreeSet<Label> sorted = new TreeSet<>(Comparator.comparing(Label::value));
        labels.forEach(sorted::add);
        return List.copyOf(sorted);
    }

    private void refuseTaken(ModelName name, Label label) {
        if (first(name, version -> version.labels().contains(label)).isPresent()) {
            throw new Conflict(ErrorCode.LABEL_TAKEN, "another version of " + name + " is labelled " + label);
        }
    }

    @Override
    public Optional<Version> find(VersionId id) {
        return transactions.inTransaction(
                () -> first(id.name(), version -> version.id().equals(id)));
    }

    @Override
    public List<Version> findByDigest(ModelName name, String hexPrefix) {
        return transactions.inTransaction(() -> versions(name)
                .filter(version -> version.digest().hex().startsWith(hexPrefix))
                .limit(2)
                .toList());
    }

    @Override
    public Optional<Version> findByLabel(ModelName name, Label label) {
        return transactions.inTransaction(
                () -> first(name, version -> version.labels().contains(label)));
    }

    @Override
    public Optional<Version> latest(ModelName name) {
        return transactions.inTransaction(() -> newestFirst(name)
                .filter(version ->
                        version.yanked().isEmpty() && version.removed().isEmpty())
                .findFirst());
    }

    private Stream<Version> newestFirst(ModelName name) {
        return of(name).descendingMap().values().stream().map(Row::version);
    }

    @Override
    public Page<Version> list(ModelName name, PageRequest page) {
        return transactions.inTransaction(() -> MemoryPages.of(
                newestFirst(name),
                page,
                version -> Integer.toString(version.id().number())));
    }

    @Override
    public Optional<String> manifest(VersionId id) {
        return transactions.inTransaction(
                () -> Optional.ofNullable(of(id.name()).get(id.number())).map(Row::manifestText));
    }

    @Override
    public void addLabel(VersionId id, Label label) {
        change(id, version -> {
            if (version.labels().contains(label)) {
                return version;
            }
            refuseTaken(id.name(), label);
            return changed(
                    version,
                    sorted(Stream.concat(version.labels().stream(), Stream.of(label))),
                    version.yanked(),
                    version.removed());
        });
    }

    @Override
    public void setYanked(VersionId id, Optional<Version.Yank> yank) {
        change(id, version -> changed(version, version.labels(), yank, version.removed()));
    }

    @Override
    public void skipTo(VersionId id) {
        skipped.merge(id.name(), id.number() - 1, Math::max);
    }

    @Override
    public void lock(ModelName name) {
        names.existing(name);
    }

    @Override
    public void setRemoved(VersionId id, Optional<Version.Removal> removal) {
        change(id, version -> changed(version, version.labels(), version.yanked(), removal));
    }

    private void change(VersionId id, UnaryOperator<Version> change) {
        transactions.run(() -> {
            Row row = of(id.name()).get(id.number());
            if (row == null) {
                throw new NotFound(ErrorCode.VERSION_NOT_FOUND, "there is no " + id);
            }
            put(new Row(change.apply(row.version()), row.manifestText()));
        });
    }

    private static Version changed(
            Version old, List<Label> labels, Optional<Version.Yank> yank, Optional<Version.Removal> removal) {
        return new Version(
                old.id(),
                old.digest(),
                old.manifest(),
                old.message(),
                old.createdBy(),
                old.createdAt(),
                labels,
                yank,
                removal,
                old.metrics(),
                old.modelInterface());
    }

    /** Every version of every name. */
    List<Version> all() {
        return rows.values().stream()
                .flatMap(numbered -> numbered.values().stream())
                .map(Row::version)
                .toList();
    }

    @Override
    public boolean contains(ModelName name, Digest blob) {
        return transactions.inTransaction(() -> versions(name)
                .filter(version -> version.removed().isEmpty())
                .anyMatch(version -> version.manifest().requiredBlobs().anyMatch(blob::equals)));
    }

    @Override
    public boolean containsReadable(Digest blob, ReadScope readable) {
        return transactions.inTransaction(() -> rows.keySet().stream()
                .filter(name -> readable.includes(name.namespace()))
                .flatMap(this::versions)
                .flatMap(version -> version.manifest().files().stream())
                .anyMatch(file -> file.digest().equals(blob)));
    }

    @Override
    public List<VersionId> datasetsByTree(Digest tree, ReadScope readable) {
        return transactions.inTransaction(() -> rows.keySet().stream()
                .filter(name -> readable.includes(name.namespace()))
                .flatMap(this::versions)
                .filter(version -> version.manifest().kind() == Kind.DATASET)
                .filter(version ->
                        version.manifest().tree().filter(tree::equals).isPresent())
                .sorted(Comparator.comparing(Version::createdAt).thenComparing(Version::id, ORDER))
                .map(Version::id)
                .limit(100)
                .toList());
    }
}
