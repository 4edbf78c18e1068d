package dev.stemma.registry.port;

import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.promotion.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Promotions in memory. */
public final class InMemoryPromotions implements Promotions {

    private final InMemoryTransactions transactions;
    private final InMemoryNames names;
    private final NavigableMap<ModelName, List<Promotion>> rows;

    public InMemoryPromotions(InMemoryTransactions transactions, InMemoryNames names) {
        this.transactions = transactions;
        this.names = names;
        this.rows = transactions.table();
    }

    private List<Promotion> of(ModelName name) {
        return rows.getOrDefault(name, List.of());
    }

    @Override
    public Promotion append(Promotion promotion) {
        return transactions.inTransaction(() -> {
            names.existing(promotion.name());
            List<Promotion> changed = new ArrayList<>(of(promotion.name()));
            Promotion stored = new Promotion(
                    changed.size() + 1L,
                    promotion.name(),
                    promotion.stage(),
                    promotion.from(),
                    promotion.to(),
                    promotion.toDigest(),
                    promotion.state(),
                    promotion.rollback(),
                    promotion.reason(),
                    promotion.requestedBy(),
                    promotion.requestedAt(),
                    promotion.policySource(),
                    promotion.policyDigest(),
                    promotion.gates());
            changed.add(stored);
            rows.put(promotion.name(), List.copyOf(changed));
            return stored;
        });
    }

    @Override
    public Optional<Promotion> find(ModelName name, long id) {
        return transactions.inTransaction(
                () -> of(name).stream().filter(row -> row.id() == id).findFirst());
    }

    @Override
    public Page<Promotion> list(ModelName name, PageRequest page) {
        return transactions.inTransaction(
                () -> MemoryPages.of(of(name).reversed().stream(), page, row -> Long.toString(row.id())));
    }
}
