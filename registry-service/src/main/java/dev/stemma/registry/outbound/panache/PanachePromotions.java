package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.port.Promotions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class PanachePromotions implements Promotions {

    private final PanacheTransactions transactions;
    private final NameRepository names;
    private final PromotionRepository promotions;

    @Inject
    PanachePromotions(PanacheTransactions transactions, NameRepository names, PromotionRepository promotions) {
        this.transactions = transactions;
        this.names = names;
        this.promotions = promotions;
    }

    @Override
    public Promotion append(Promotion promotion) {
        return transactions.write(() -> {
            NameEntity name = names.lockExisting(promotion.name());
            name.promotions++;
            PromotionEntity row = PromotionEntity.of(name.id, name.promotions, promotion);
            promotions.persist(row);
            return row.promotion(promotion.name());
        });
    }

    @Override
    public Optional<Promotion> find(ModelName name, long id) {
        return transactions.read(() -> names.byName(name)
                .flatMap(row -> promotions.byNumber(row.id, id))
                .map(row -> row.promotion(name)));
    }

    @Override
    public Page<Promotion> list(ModelName name, PageRequest page) {
        return transactions.read(() -> {
            long before = Pages.before(page);
            List<PromotionEntity> found = names.byName(name)
                    .map(row -> Pages.read(
                            promotions.find("nameId = ?1 and number < ?2 order by number desc", row.id, before), page))
                    .orElse(List.of());
            return Pages.map(Pages.of(found, page, row -> Long.toString(row.number)), row -> row.promotion(name));
        });
    }
}
