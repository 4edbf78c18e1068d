package dev.stemma.registry.model.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A token as the registry keeps it: never its value, only the sha256 of that.
 *
 * @param id public, such as {@code t_7}
 * @param user whom it speaks for
 * @param name what its owner calls it
 * @param hash sha256 of the whole token text, 64 hex digits
 * @param roles by namespace, {@code *} for all
 * @param createdBy who made it
 * @param createdAt when
 * @param expiresAt when it stops working; empty: never
 * @param revokedAt when it was revoked
 */
public record Token(
        String id,
        String user,
        String name,
        String hash,
        Map<String, Role> roles,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    public Token {
        roles = Map.copyOf(roles);
    }

    /** Whether it works at that time. */
    public boolean validAt(Instant now) {
        return revokedAt.isEmpty()
                && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
