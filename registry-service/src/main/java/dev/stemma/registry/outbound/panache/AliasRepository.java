package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.AliasName;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Rows of aliases, by the row of their name. */
@Singleton
final class AliasRepository implements PanacheRepository<AliasEntity> {

    Optional<AliasEntity> byAlias(long nameId, AliasName alias) {
        return find("nameId = ?1 and alias = ?2", nameId, alias.value()).firstResultOptional();
    }

    List<AliasEntity> held(long nameId) {
        return list("nameId = ?1 and versionNumber is not null order by alias", nameId);
    }
}
