package dev.stemma.registry.port;

import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.util.NavigableMap;
import java.util.Optional;

/** An audit log in memory. */
public final class InMemoryAuditLog implements AuditLog {

    private final InMemoryTransactions transactions;
    private final NavigableMap<Long, AuditEntry> rows;

    public InMemoryAuditLog(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.rows = transactions.table();
    }

    @Override
    public void append(AuditEntry entry) {
        transactions.run(() -> {
            long sequence = rows.isEmpty() ? 1 : rows.lastKey() + 1;
            rows.put(
                    sequence,
                    new AuditEntry(
                            sequence,
                            entry.at(),
                            entry.actor(),
                            entry.action(),
                            entry.namespace(),
                            entry.object(),
                            entry.detail(),
                            entry.requestId()));
        });
    }

    @Override
    public Page<AuditEntry> list(Optional<String> namespace, PageRequest page) {
        return transactions.inTransaction(() -> MemoryPages.of(
                rows.descendingMap().values().stream()
                        .filter(entry -> namespace
                                .filter(n -> !n.equals(entry.namespace()))
                                .isEmpty()),
                page,
                entry -> Long.toString(entry.sequence())));
    }
}
