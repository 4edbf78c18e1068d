package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.model.access.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Optional;

/** The registry's principal inside the framework's identity. */
final class CallerIdentity {

    private static final String KEY = CallerIdentity.class.getName();

    private CallerIdentity() {}

    static SecurityIdentity of(Principal principal) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal::user)
                .addAttribute(KEY, principal)
                .build();
    }

    static Optional<Principal> principal(SecurityIdentity identity) {
        return Optional.ofNullable(identity.<Principal>getAttribute(KEY));
    }
}
