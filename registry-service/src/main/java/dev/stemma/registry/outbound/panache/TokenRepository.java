package dev.stemma.registry.outbound.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;

/** Rows of tokens. */
@Singleton
final class TokenRepository implements PanacheRepository<TokenEntity> {}
