package dev.stemma.registry.outbound.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;

/** Rows of the audit log. */
@Singleton
final class AuditRepository implements PanacheRepository<AuditEntity> {}
