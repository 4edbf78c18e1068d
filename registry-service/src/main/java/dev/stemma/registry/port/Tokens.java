package dev.stemma.registry.port;

import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Token;
import java.time.Instant;
import java.util.Optional;

/** The tokens, by hash. All methods run inside the caller's transaction if there is one. */
public interface Tokens {

    /** Adds a token whose id and hash are new. */
    void add(Token token);

    /** The token with that sha256, valid or not. */
    Optional<Token> findByHash(String hash);

    /** A token by its id. */
    Optional<Token> find(String id);

    /** All tokens, newest first. */
    Page<Token> list(PageRequest page);

    /** Ends a token; one already revoked stays as it is. */
    void revoke(String id, Instant at);

    /** Whether any token valid at that time is an administrator everywhere. */
    boolean anyAdministrator(Instant now);
}
