package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import java.util.NavigableMap;
import java.util.Optional;

/** Reports in memory. */
public final class InMemoryReports implements Reports {

    private final InMemoryTransactions transactions;
    private final NavigableMap<Digest, String> reports;

    public InMemoryReports(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.reports = transactions.table();
    }

    @Override
    public void put(Digest digest, String json) {
        transactions.run(() -> reports.putIfAbsent(digest, json));
    }

    @Override
    public Optional<String> find(Digest digest) {
        return transactions.inTransaction(() -> Optional.ofNullable(reports.get(digest)));
    }
}
