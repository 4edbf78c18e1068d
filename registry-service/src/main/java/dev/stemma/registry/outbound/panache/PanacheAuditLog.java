package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.port.AuditLog;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
final class PanacheAuditLog implements AuditLog {

    private final PanacheTransactions transactions;
    private final AuditRepository entries;

    @Inject
    PanacheAuditLog(PanacheTransactions transactions, AuditRepository entries) {
        this.transactions = transactions;
        this.entries = entries;
    }

    @Override
    public void append(AuditEntry entry) {
        transactions.run(() -> entries.persist(AuditEntity.of(entry)));
    }

    @Override
    public Page<AuditEntry> list(Optional<String> namespace, PageRequest page) {
        return transactions.read(() -> {
            long before = Pages.before(page);
            PanacheQuery<AuditEntity> query = namespace
                    .map(wanted -> entries.find("namespace = ?1 and id < ?2 order by id desc", wanted, before))
                    .orElseGet(() -> entries.find("id < ?1 order by id desc", before));
            return Pages.map(Pages.of(Pages.read(query, page), page, row -> Long.toString(row.id)), AuditEntity::entry);
        });
    }
}
