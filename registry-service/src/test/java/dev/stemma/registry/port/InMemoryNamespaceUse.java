package dev.stemma.registry.port;

import dev.stemma.registry.model.Version;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What namespaces hold, in memory. */
public final class InMemoryNamespaceUse implements NamespaceUse {

    private static final Use NOTHING = new Use(0, OptionalLong.empty());

    private final InMemoryTransactions transactions;
    private final Supplier<List<Version>> versions;
    private final NavigableMap<String, Use> uses;

    InMemoryNamespaceUse(InMemoryTransactions transactions, Supplier<List<Version>> versions) {
        this.transactions = transactions;
        this.versions = versions;
        this.uses = transactions.table();
    }

    @Override
    public Use of(String namespace) {
        return transactions.inTransaction(() -> uses.getOrDefault(namespace, NOTHING));
    }

    @Override
    public boolean add(String namespace, long bytes) {
        return transactions.inTransaction(() -> {
            Use now = of(namespace);
            if (bytes > 0 && now.usedBytes() + bytes > now.quotaBytes().orElse(Long.MAX_VALUE)) {
                return false;
            }
            uses.put(namespace, new Use(now.usedBytes() + bytes, now.quotaBytes()));
            return true;
        });
    }

    @Override
    public void limit(String namespace, OptionalLong quotaBytes) {
        transactions.run(() -> uses.put(namespace, new Use(of(namespace).usedBytes(), quotaBytes)));
    }

    private Map<String, Long> actual() {
        return versions.get().stream()
                .filter(version -> version.removed().isEmpty())
                .collect(Collectors.groupingBy(
                        version -> version.id().name().namespace(),
                        TreeMap::new,
                        Collectors.summingLong(version -> version.manifest().sizeBytes())));
    }

    @Override
    public List<Difference> differences() {
        return transactions.inTransaction(() -> {
            Map<String, Long> actual = actual();
            TreeSet<String> all = new TreeSet<>(actual.keySet());
            all.addAll(uses.keySet());
            return all.stream()
                    .map(namespace ->
                            new Difference(namespace, of(namespace).usedBytes(), actual.getOrDefault(namespace, 0L)))
                    .filter(one -> one.countedBytes() != one.actualBytes())
                    .toList();
        });
    }

    @Override
    public void recount() {
        transactions.run(() -> differences()
                .forEach(wrong -> uses.put(
                        wrong.namespace(),
                        new Use(wrong.actualBytes(), of(wrong.namespace()).quotaBytes()))));
    }
}
