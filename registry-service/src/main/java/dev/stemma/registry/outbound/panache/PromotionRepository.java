package dev.stemma.registry.outbound.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Rows of promotions. */
@Singleton
final class PromotionRepository implements PanacheRepository<PromotionEntity> {

    Optional<PromotionEntity> byNumber(long nameId, long number) {
        return find("nameId = ?1 and number = ?2", nameId, number).firstResultOptional();
    }
}
