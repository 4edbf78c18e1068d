package dev.stemma.registry.outbound.panache;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.model.access.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_token")
class TokenEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String tokenId = "";
    String userName = "";
    String tokenName = "";
    String hash = "";

    @Column(length = Columns.TEXT)
    String roles = "";

    /** Whether the roles make it an administrator everywhere. */
    boolean administrator;

    String createdBy = "";
    Instant createdAt = Instant.EPOCH;

    @Nullable Instant expiresAt;

    @Nullable Instant revokedAt;

    static TokenEntity of(Token token) {
        TokenEntity row = new TokenEntity();
        row.tokenId = token.id();
        row.userName = token.user();
        row.tokenName = token.name();
        row.hash = token.hash();
        row.roles = Json.write(new TreeMap<>(token.roles()));
        row.administrator = token.roles().get(Principal.EVERYWHERE) == Role.ADMIN;
        row.createdBy = token.createdBy();
        row.createdAt = token.createdAt();
        row.expiresAt = token.expiresAt().orElse(null);
        row.revokedAt = token.revokedAt().orElse(null);
        return row;
    }

    Token token() {
        return new Token(
                tokenId,
                userName,
                tokenName,
                hash,
                Json.read(roles, new TypeReference<Map<String, Role>>() {}),
                createdBy,
                createdAt,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(revokedAt));
    }
}
