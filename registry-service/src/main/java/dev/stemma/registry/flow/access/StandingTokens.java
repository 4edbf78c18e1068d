package dev.stemma.registry.flow.access;

import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.port.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Administrator tokens that live outside the database, for as long as this process: the one in the operator's file, and the one-time
 * token of a registry that has no administrator yet. Changing the file and starting again is how the first kind is replaced.
 */
@ApplicationScoped
public class StandingTokens {

    private static final Principal OPERATOR = administrator("t_operator");
    private static final Principal BOOTSTRAP = administrator("t_bootstrap");

    private final Ids ids;
    private final Map<String, Principal> byHash = new ConcurrentHashMap<>();

    StandingTokens(Ids ids) {
        this.ids = ids;
    }

    /** A new token text, fit for the operator's file. */
    public String generate() {
        return TokenFormat.write(ids.secret(TokenFormat.SECRET_LENGTH));
    }

    /** Accepts the token of the operator's file from now on. */
    public void acceptOperator(String text) {
        byHash.put(TokenFormat.hash(TokenFormat.plain(text)), OPERATOR);
    }

    /** Accepts a new one-time token until it has made an administrator. */
    public String acceptBootstrap() {
        String text = generate();
        byHash.put(TokenFormat.hash(text), BOOTSTRAP);
        return text;
    }

    Optional<Principal> find(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    void removeBootstrap() {
        byHash.values().remove(BOOTSTRAP);
    }

    private static Principal administrator(String id) {
        return new Principal("admin", id, Map.of(Principal.EVERYWHERE, Role.ADMIN));
    }
}
