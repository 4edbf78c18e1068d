package dev.stemma.registry.port;

import dev.stemma.registry.model.promotion.StoredPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The policies that people wrote. All methods run inside the caller's transaction if there is one. */
public interface Policies {

    /**
     * The policy of a scope.
     *
     * @param scope a namespace ({@code acme}) or a model ({@code acme/minilm})
     */
    Optional<StoredPolicy> find(String scope);

    /**
     * Replaces it if it is still what the caller saw.
     *
     * @param expected its sequence; empty: there must be none
     * @throws dev.stemma.registry.model.Conflict {@code POLICY_MOVED}; nothing changed
     */
    StoredPolicy put(String scope, OptionalLong expected, String text, String by, Instant at);
}
