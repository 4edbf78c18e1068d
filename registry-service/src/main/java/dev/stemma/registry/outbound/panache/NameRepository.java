package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Rows of names. The row of a name is the lock for all that is numbered or moved below it. */
@Singleton
final class NameRepository implements PanacheRepository<NameEntity> {

    private PanacheQuery<NameEntity> named(ModelName name) {
        return find("namespace = ?1 and name = ?2", name.namespace(), name.name());
    }

    Optional<NameEntity> byName(ModelName name) {
        return named(name).firstResultOptional();
    }

    /** The row, locked until the transaction ends. */
    Optional<NameEntity> lock(ModelName name) {
        return named(name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** The row, locked until the transaction ends; {@code NAME_NOT_FOUND} when there is none. */
    NameEntity lockExisting(ModelName name) {
        return lock(name).orElseThrow(() -> new NotFound(ErrorCode.NAME_NOT_FOUND, "there is no " + name));
    }
}
