package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.access.NewToken;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A token asked for ({@code token-request.json}). Without {@code expiresInDays} it works for 90 days. */
record TokenBody(
        @Nullable String user,
        @Nullable String name,
        @Nullable SortedMap<String, String> roles,
        @Nullable Integer expiresInDays) {

    private static final int DEFAULT_DAYS = 90;

    TokenBody {
        roles = roles == null ? null : new TreeMap<>(roles);
    }

    NewToken wanted() {
        return new NewToken(
                StrictJson.required(user, "user"),
                Texts.limited(name, "name", 100),
                Roles.parse(StrictJson.required(roles, "roles")),
                Optional.of(Duration.ofDays(expiresInDays == null ? DEFAULT_DAYS : expiresInDays)));
    }
}
