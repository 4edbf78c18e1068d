package dev.stemma.registry.outbound.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of policies. */
@Singleton
final class PolicyRepository implements PanacheRepositoryBase<PolicyEntity, String> {}
