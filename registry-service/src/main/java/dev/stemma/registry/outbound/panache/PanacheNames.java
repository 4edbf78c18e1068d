package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Names;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

@Singleton
final class PanacheNames implements Names {

    private final PanacheTransactions transactions;
    private final NameRepository names;
    private final Jdbc jdbc;

    @Inject
    PanacheNames(PanacheTransactions transactions, NameRepository names, Jdbc jdbc) {
        this.transactions = transactions;
        this.names = names;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<NameEntry> find(ModelName name) {
        return transactions.read(() -> names.byName(name).map(NameEntity::entry));
    }

    @Override
    public NameEntry ensure(ModelName name, Kind kind, Instant now) {
        return transactions.write(() -> {
            NameEntry entry = names.byName(name)
                    .or(() -> created(name, kind, now))
                    .orElseThrow()
                    .entry();
            if (entry.kind() != kind) {
                throw new Conflict(
                        ErrorCode.KIND_CONFLICT, name + " is a " + entry.kind().word() + "; choose another name");
            }
            return entry;
        });
    }

    private Optional<NameEntity> created(ModelName name, Kind kind, Instant now) {
        jdbc.insertIfAbsent(
                "name_entry",
                "namespace, name, kind, description, versions, promotions, created_at, updated_at",
                name.namespace(),
                name.name(),
                kind.name(),
                "",
                0,
                0L,
                now,
                now);
        return names.byName(name);
    }

    @Override
    public void describe(ModelName name, String description, Instant now) {
        transactions.run(() -> {
            NameEntity row = names.lockExisting(name);
            row.description = description;
            row.touch(now);
        });
    }

    @Override
    public void remove(ModelName name) {
        transactions.run(() -> names.lock(name).ifPresent(row -> {
            if (row.versions > 0) {
                throw new Conflict(ErrorCode.NAME_NOT_EMPTY, name + " has versions; yank them instead");
            }
            jdbc.update("delete from promotion where name_id = ?", row.id);
            names.delete(row);
        }));
    }

    @Override
    public Page<NameEntry> list(Query query, PageRequest page) {
        return transactions.read(() -> {
            NameQuery.Text text = NameQuery.of(query, page);
            List<NameEntity> found = Pages.read(names.find(text.hql(), text.parameters()), page);
            return Pages.map(Pages.of(found, page, row -> NameQuery.key(query, row)), NameEntity::entry);
        });
    }

    @Override
    public List<NamespaceEntry> namespaces(ReadScope readable) {
        Map<String, Map<Kind, Long>> counts = new TreeMap<>();
        String where = readable.everything() ? "" : " where namespace = any(?)";
        Object[] args = readable.everything() ? new Object[0] : new Object[] {readable.namespaces()};
        transactions.read(() -> jdbc.query(
                "select namespace, kind, count(*) from name_entry" + where + " group by namespace, kind",
                row -> counts.computeIfAbsent(row.getString(1), absent -> new EnumMap<>(Kind.class))
                                .put(Kind.valueOf(row.getString(2)), row.getLong(3))
                        == null,
                args));
        return counts.entrySet().stream()
                .map(entry -> new NamespaceEntry(
                        entry.getKey(),
                        entry.getValue().getOrDefault(Kind.MODEL, 0L),
                        entry.getValue().getOrDefault(Kind.DATASET, 0L),
                        entry.getValue().getOrDefault(Kind.SUITE, 0L)))
                .toList();
    }
}
