package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.access.IssuedToken;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A token that was just made ({@code token.json}); its value is shown this once, and null when the answer is given again. */
record IssuedTokenAnswer(
        String id,
        String user,
        String name,
        SortedMap<String, String> roles,
        @Nullable String token,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    static IssuedTokenAnswer of(IssuedToken issued) {
        return new IssuedTokenAnswer(
                issued.token().id(),
                issued.token().user(),
                issued.token().name(),
                Roles.words(issued.token().roles()),
                issued.value(),
                issued.token().createdAt(),
                issued.token().expiresAt().orElse(null));
    }

    IssuedTokenAnswer withoutValue() {
        return new IssuedTokenAnswer(id, user, name, roles, null, createdAt, expiresAt);
    }

    @Override
    public String toString() {
        return "IssuedTokenAnswer[" + id + "]";
    }
}
