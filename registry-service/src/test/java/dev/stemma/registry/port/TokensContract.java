package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.model.access.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link Tokens} promises. */
public interface TokensContract extends PortsContract {

    private Tokens tokens() {
        return ports().tokens();
    }

    private Token added(Map<String, Role> roles, Optional<Instant> expiresAt) {
        Token token = token(roles, expiresAt);
        tokens().add(token);
        return token;
    }

    private Token token(Map<String, Role> roles, Optional<Instant> expiresAt) {
        String id = fresh();
        return new Token(
                "t_" + id,
                "ada",
                "laptop \"ü\"",
                Samples.digest(id).hex(),
                roles,
                "root",
                NOON,
                expiresAt,
                Optional.empty());
    }

    @Test
    default void aTokenIsFoundByHashAndById() {
        Token token = added(Map.of("acme", Role.WRITER, "*", Role.READER), Optional.of(NOON.plusSeconds(60)));
        Token forEver = added(Map.of(), Optional.empty());
        assertEquals(Optional.of(token), tokens().findByHash(token.hash()));
        assertEquals(Optional.of(token), tokens().find(token.id()));
        assertEquals(Optional.of(forEver), tokens().find(forEver.id()));
        assertEquals(
                Optional.empty(), tokens().findByHash(Samples.digest(fresh()).hex()));
        assertEquals(Optional.empty(), tokens().find("t_" + fresh()));
    }

    @Test
    default void twoTokensNeverShareAHash() {
        Token token = added(Map.of(), Optional.empty());
        Token again = new Token(
                "t_" + fresh(), "bob", "", token.hash(), Map.of(), "root", NOON, Optional.empty(), Optional.empty());
        assertThrows(RuntimeException.class, () -> tokens().add(again));
        assertEquals(Optional.empty(), tokens().find(again.id()));
        assertEquals(Optional.of(token), tokens().findByHash(token.hash()));
    }

    @Test
    default void aRevokedTokenStaysRevokedSinceTheFirstTime() {
        Token token = added(Map.of(), Optional.empty());
        tokens().revoke(token.id(), NOON.plusSeconds(1));
        tokens().revoke(token.id(), NOON.plusSeconds(2));
        assertEquals(
                Optional.of(NOON.plusSeconds(1)),
                tokens().find(token.id()).orElseThrow().revokedAt());
        tokens().revoke("t_" + fresh(), NOON);
    }

    @Test
    default void tokensAreListedNewestFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addFirst(added(Map.of(), Optional.empty()).id());
        }
        Page<Token> page = tokens().list(new PageRequest(2, Optional.empty()));
        assertEquals(ids.subList(0, 2), page.items().stream().map(Token::id).toList());
        page = tokens().list(new PageRequest(1, page.next()));
        assertEquals(ids.subList(2, 3), page.items().stream().map(Token::id).toList());
        Samples.assertRefused(ErrorCode.REQUEST_INVALID, () -> tokens().list(new PageRequest(1, Optional.of("x"))));
    }

    /** Undone at its end, so that the tokens of a shared backend keep working. */
    @Test
    default void anAdministratorIsOneEverywhereAndNow() {
        RuntimeException undo = new IllegalStateException("undo");
        RuntimeException thrown = assertThrows(
                RuntimeException.class,
                () -> ports().transactions().inTransaction(() -> {
                    revokeAll();
                    assertFalse(tokens().anyAdministrator(NOON));
                    added(Map.of("acme", Role.ADMIN, "*", Role.PROMOTER), Optional.empty());
                    assertFalse(tokens().anyAdministrator(NOON));
                    Token admin = added(Map.of("*", Role.ADMIN), Optional.of(NOON.plusSeconds(60)));
                    assertTrue(tokens().anyAdministrator(NOON));
                    assertFalse(tokens().anyAdministrator(NOON.plusSeconds(60)));
                    tokens().revoke(admin.id(), NOON);
                    assertFalse(tokens().anyAdministrator(NOON));
                    throw undo;
                }));
        assertEquals(undo, thrown);
    }

    private void revokeAll() {
        Optional<String> after = Optional.empty();
        do {
            Page<Token> page = tokens().list(new PageRequest(1_000, after));
            page.items().forEach(token -> tokens().revoke(token.id(), NOON));
            after = page.next();
        } while (after.isPresent());
    }
}
