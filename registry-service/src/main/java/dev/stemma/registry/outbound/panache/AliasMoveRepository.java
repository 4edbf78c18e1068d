package dev.stemma.registry.outbound.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;

/** Rows of alias histories. */
@Singleton
final class AliasMoveRepository implements PanacheRepository<AliasMoveEntity> {}
