package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Token;
import dev.stemma.registry.port.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

@Singleton
final class PanacheTokens implements Tokens {

    private final PanacheTransactions transactions;
    private final TokenRepository tokens;

    @Inject
    PanacheTokens(PanacheTransactions transactions, TokenRepository tokens) {
        this.transactions = transactions;
        this.tokens = tokens;
    }

    @Override
    public void add(Token token) {
        transactions.run(() -> tokens.persist(TokenEntity.of(token)));
    }

    @Override
    public Optional<Token> findByHash(String hash) {
        return transactions.read(
                () -> tokens.find("hash = ?1", hash).firstResultOptional().map(TokenEntity::token));
    }

    private Optional<TokenEntity> row(String id) {
        return tokens.find("tokenId = ?1", id).firstResultOptional();
    }

    @Override
    public Optional<Token> find(String id) {
        return transactions.read(() -> row(id).map(TokenEntity::token));
    }

    @Override
    public Page<Token> list(PageRequest page) {
        return transactions.read(() -> {
            long before = page.after()
                    .map(key -> row(key).orElseThrow(Pages::invalid).id)
                    .orElse(Long.MAX_VALUE);
            return Pages.map(
                    Pages.of(
                            Pages.read(tokens.find("id < ?1 order by id desc", before), page),
                            page,
                            row -> row.tokenId),
                    TokenEntity::token);
        });
    }

    @Override
    public void revoke(String id, Instant at) {
        transactions.run(() -> tokens.update("revokedAt = ?1 where tokenId = ?2 and revokedAt is null", at, id));
    }

    @Override
    public boolean anyAdministrator(Instant now) {
        return transactions.read(() -> tokens.find(
                        "administrator = true and revokedAt is null and (expiresAt is null or expiresAt > ?1)", now)
                .firstResultOptional()
                .isPresent());
    }
}
