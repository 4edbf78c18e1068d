package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.flow.access.AccessTokens;
import dev.stemma.registry.model.Denied;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.access.Principal;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Recognises tokens. Those known without a query, and those that can't be tokens at all, never leave the event loop. */
@ApplicationScoped
final class TokenIdentityProvider implements IdentityProvider<BearerRequest> {

    private final AccessTokens tokens;

    TokenIdentityProvider(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<BearerRequest> getRequestType() {
        return BearerRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(BearerRequest request, AuthenticationRequestContext context) {
        Optional<Principal> known = tokens.known(request.token());
        if (known.isPresent() || !tokens.plausible(request.token())) {
            return Uni.createFrom().item(() -> identity(known));
        }
        return context.runBlocking(() -> identity(tokens.authenticate(request.token())));
    }

    private static SecurityIdentity identity(Optional<Principal> principal) {
        return principal.map(CallerIdentity::of).orElseThrow(TokenIdentityProvider::unknown);
    }

    /** One answer for malformed, unknown, expired and revoked tokens: which it was is nobody's business. */
    static Denied unknown() {
        return new Denied(
                ErrorCode.UNAUTHENTICATED, "this token is unknown, has expired or was revoked; run stemma login");
    }
}
