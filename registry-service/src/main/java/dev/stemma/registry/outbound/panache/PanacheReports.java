package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.port.Reports;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class PanacheReports implements Reports {

    private final PanacheTransactions transactions;
    private final DocumentTable reports;

    @Inject
    PanacheReports(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.reports = new DocumentTable(jdbc, "validation_report");
    }

    @Override
    public void put(Digest digest, String json) {
        transactions.run(() -> reports.put(digest, json));
    }

    @Override
    public Optional<String> find(Digest digest) {
        return transactions.read(
                () -> Optional.ofNullable(reports.find(List.of(digest)).get(digest)));
    }
}
