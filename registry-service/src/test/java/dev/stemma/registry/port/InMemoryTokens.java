package dev.stemma.registry.port;

import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.model.access.Token;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;

/** Tokens in memory. */
public final class InMemoryTokens implements Tokens {

    private final InMemoryTransactions transactions;
    private final NavigableMap<Integer, Token> rows;

    public InMemoryTokens(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.rows = transactions.table();
    }

    private Optional<Token> first(Predicate<Token> wanted) {
        return transactions.inTransaction(
                () -> rows.values().stream().filter(wanted).findFirst());
    }

    @Override
    public void add(Token token) {
        transactions.run(() -> {
            if (first(row -> row.id().equals(token.id()) || row.hash().equals(token.hash()))
                    .isPresent()) {
                throw new IllegalStateException("the token's id or hash is not new");
            }
            rows.put(rows.size(), token);
        });
    }

    @Override
    public Optional<Token> findByHash(String hash) {
        return first(token -> token.hash().equals(hash));
    }

    @Override
    public Optional<Token> find(String id) {
        return first(token -> token.id().equals(id));
    }

    @Override
    public Page<Token> list(PageRequest page) {
        return transactions.inTransaction(
                () -> MemoryPages.of(rows.descendingMap().values().stream(), page, Token::id));
    }

    @Override
    public void revoke(String id, Instant at) {
        transactions.run(() -> rows.replaceAll((key, token) -> token.id().equals(id) ? revoked(token, at) : token));
    }

    private static Token revoked(Token token, Instant at) {
        return new Token(
                token.id(),
                token.user(),
                token.name(),
                token.hash(),
                token.roles(),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.revokedAt().or(() -> Optional.of(at)));
    }

    @Override
    public boolean anyAdministrator(Instant now) {
        return first(token -> token.validAt(now) && token.roles().get(Principal.EVERYWHERE) == Role.ADMIN)
                .isPresent();
    }
}
