package dev.stemma.registry.port;

import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.ReadScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names in memory. */
public final class InMemoryNames implements Names {

    private final InMemoryTransactions transactions;
    private final NavigableMap<ModelName, NameEntry> names;

    public InMemoryNames(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.names = transactions.table();
    }

    @Override
    public Optional<NameEntry> find(ModelName name) {
        return transactions.inTransaction(() -> Optional.ofNullable(names.get(name)));
    }

    @Override
    public NameEntry ensure(ModelName name, Kind kind, Instant now) {
        return transactions.inTransaction(() -> {
            NameEntry entry = names.computeIfAbsent(name, absent -> new NameEntry(name, kind, "", 0, now, now));
            if (entry.kind() != kind) {
                throw new Conflict(
                        ErrorCode.KIND_CONFLICT, name + " is a " + entry.kind().word() + "; choose another name");
            }
            return entry;
        });
    }

    @Override
    public void describe(ModelName name, String description, Instant now) {
        transactions.run(() -> {
            NameEntry old = existing(name);
            names.put(
                    name,
                    new NameEntry(name, old.kind(), description, old.versions(), old.createdAt(), old.updatedAt()));
            touch(name, old.versions(), now);
        });
    }

    /** Notes a change of a name: the number of its versions and the time. */
    void touch(ModelName name, int versions, Instant now) {
        NameEntry old = existing(name);
        Instant updatedAt = old.updatedAt().isBefore(now) ? now : old.updatedAt();
        names.put(name, new NameEntry(name, old.kind(), old.description(), versions, old.createdAt(), updatedAt));
    }

    NameEntry existing(ModelName name) {
        NameEntry entry = names.get(name);
        if (entry == null) {
            throw new NotFound(ErrorCode.NAME_NOT_FOUND, "there is no " + name);
        }
        return entry;
    }

    @Override
    public void remove(ModelName name) {
        transactions.run(() -> {
            NameEntry entry = names.get(name);
            if (entry != null && entry.versions() > 0) {
                throw new Conflict(ErrorCode.NAME_NOT_EMPTY, name + " has versions; yank them instead");
            }
            names.remove(name);
        });
    }

    @Override
    public Page<NameEntry> list(Query query, PageRequest page) {
        Comparator<NameEntry> byName = Comparator.comparing(NameEntry::name);
        Comparator<NameEntry> order = switch (query.sort()) {
            case NAME -> byName;
            case UPDATED ->
                Comparator.comparing(NameEntry::updatedAt).reversed().thenComparing(byName);
        };
        return transactions.inTransaction(() -> MemoryPages.of(
                names.values().stream().filter(entry -> fits(query, entry)).sorted(order),
                page,
                entry -> entry.name().toString()));
    }

    private static boolean fits(Query query, NameEntry entry) {
        String namespace = entry.name().namespace();
        String searched = (entry.name() + "\n" + entry.description()).toLowerCase(Locale.ROOT);
        return entry.kind() == query.kind()
                && query.readable().includes(namespace)
                && query.namespace().filter(wanted -> !wanted.equals(namespace)).isEmpty()
                && query.text()
                        .filter(text -> !searched.contains(text.toLowerCase(Locale.ROOT)))
                        .isEmpty();
    }

    @Override
    public List<NamespaceEntry> namespaces(ReadScope readable) {
        return transactions.inTransaction(() -> {
            Map<String, List<NameEntry>> grouped = names.values().stream()
                    .filter(entry -> readable.includes(entry.name().namespace()))
                    .collect(Collectors.groupingBy(
                            entry -> entry.name().namespace(), TreeMap::new, Collectors.toList()));
            return grouped.entrySet().stream()
                    .map(group -> new NamespaceEntry(
                            group.getKey(),
                            count(group.getValue(), Kind.MODEL),
                            count(group.getValue(), Kind.DATASET),
                            count(group.getValue(), Kind.SUITE)))
                    .toList();
        });
    }

    private static long count(List<NameEntry> entries, Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).count();
    }
}
