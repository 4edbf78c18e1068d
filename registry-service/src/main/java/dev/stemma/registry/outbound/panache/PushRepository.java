package dev.stemma.registry.outbound.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of pushes under way. */
@Singleton
final class PushRepository implements PanacheRepositoryBase<PushEntity, String> {}
