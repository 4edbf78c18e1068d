package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.access.Token;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A token, without its value ({@code tokens.json}). */
record TokenAnswer(
        String id,
        String user,
        String name,
        SortedMap<String, String> roles,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    static TokenAnswer of(Token token) {
        return new TokenAnswer(
                token.id(),
                token.user(),
                token.name(),
                Roles.words(token.roles()),
                token.createdAt(),
                token.expiresAt().orElse(null),
                token.revokedAt().orElse(null));
    }
}
