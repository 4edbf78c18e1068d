package dev.stemma.registry.flow.access;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Printable;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.model.access.Token;
import dev.stemma.registry.port.Ids;
import dev.stemma.registry.port.Tokens;
import dev.stemma.registry.port.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes, lists, revokes and recognises tokens. Only their sha256 is ever stored. */
@ApplicationScoped
public class AccessTokens {

    private final Tokens tokens;
    private final Transactions transactions;
    private final Journal journal;
    private final StandingTokens standing;
    private final Ids ids;
    private final Clock clock;
    private final TokenCache cache = new TokenCache();

    AccessTokens(
            Tokens tokens, Transactions transactions, Journal journal, StandingTokens standing, Ids ids, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.journal = journal;
        this.standing = standing;
        this.ids = ids;
        this.clock = clock;
    }

    /** The caller behind a token's text, if that is known here without a query. Never blocks. */
    public Optional<Principal> known(String text) {
        String plain = TokenFormat.plain(text);
        String hash = TokenFormat.hash(plain);
        return standing.find(hash)
                .or(() -> cache.find(hash, clock.instant())
                        .filter(token -> token.validAt(clock.instant()))
                        .map(AccessTokens::principal));
    }

    /** Whether the text could be a token at all. What could not never reaches the database. */
    public boolean plausible(String text) {
        return TokenFormat.wellFormed(TokenFormat.plain(text));
    }

    /**
     * The caller behind a token's text; empty when it is malformed, unknown, expired or revoked. A revocation counts at once on the
     * node that did it, and within three seconds on others.
     */
    public Optional<Principal> authenticate(String text) {
        Optional<Principal> known = known(text);
        if (known.isPresent() || !plausible(text)) {
            return known;
        }
        Instant now = clock.instant();
        String hash = TokenFormat.hash(TokenFormat.plain(text));
        Optional<Token> valid =
                transactions.inTransaction(() -> tokens.findByHash(hash)).filter(token -> token.validAt(now));
        valid.ifPresent(token -> cache.keep(token, now));
        return valid.map(AccessTokens::principal);
    }

    /** The token a caller used, when it is one of those that are stored. */
    public Optional<Token> find(String id) {
        return transactions.inTransaction(() -> tokens.find(id));
    }

    /** Makes a token. That the caller may give these roles is for the {@link Authorizer} to say first. */
    public IssuedToken create(NewToken wanted, Caller by) {
        Instant now = clock.instant();
        String value = TokenFormat.write(ids.secret(TokenFormat.SECRET_LENGTH));
        Token token = new Token(
                ids.next("t_"),
                wanted.user(),
                wanted.name(),
                TokenFormat.hash(value),
                wanted.roles(),
                by.user(),
                now,
                wanted.life().map(now::plus),
                Optional.empty());
        transactions.inTransaction(() -> {
            tokens.add(token);
            record("token.created", by, token);
            return token;
        });
        if (wanted.roles().get(Principal.EVERYWHERE) == Role.ADMIN) {
            standing.removeBootstrap();
        }
        return new IssuedToken(token, value);
    }

    /** The tokens that this caller may know of: those it could have made, and its own. A page may hold fewer than asked for. */
    public Page<Token> list(Principal caller, PageRequest page) {
        Page<Token> all = transactions.inTransaction(() -> tokens.list(page));
        return new Page<>(
                all.items().stream().filter(token -> mayManage(caller, token)).toList(), all.next());
    }

    /**
     * Ends a token at once.
     *
     * @throws NotFound {@code TOKEN_NOT_FOUND} when there is none that the caller may know of
     */
    public void revoke(String id, Caller caller) {
        Token token = transactions.inTransaction(() -> {
            Token found = tokens.find(id)
                    .filter(t -> mayManage(caller.principal(), t))
                    .orElseThrow(() -> unknown(id));
            tokens.revoke(id, clock.instant());
            record("token.revoked", caller, found);
            return found;
        });
        cache.forget(token.hash());
    }

    private static boolean mayManage(Principal caller, Token token) {
        return token.id().equals(caller.tokenId())
                || token.roles().keySet().stream().allMatch(namespace -> caller.may(Role.ADMIN, namespace));
    }

    private static NotFound unknown(String id) {
        return new NotFound(
                ErrorCode.TOKEN_NOT_FOUND, "there is no token " + Printable.of(id, 40) + " that this token may manage");
    }

    private static Principal principal(Token token) {
        return new Principal(token.user(), token.id(), token.roles());
    }

    private void record(String action, Caller by, Token token) {
        token.roles().forEach((namespace, role) -> {
            var detail = new TreeMap<>(Map.of("user", token.user(), "role", role.word()));
            journal.record(by, action, namespace, token.id(), detail);
        });
    }
}
