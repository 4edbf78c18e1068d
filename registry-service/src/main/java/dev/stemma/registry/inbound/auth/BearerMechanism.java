package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.model.StemmaException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code Authorization: Bearer …}. A request whose token can't be accepted goes on as anonymous with the reason noted, so that
 * open routes stay open and the {@link RouteGuard} answers all others alike.
 */
@ApplicationScoped
final class BearerMechanism implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";
    private static final String FAILURE = BearerMechanism.class.getName();
    private static final int MAX_TOKEN = 256;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        List<String> headers = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Optional<String> token = token(headers);
        if (token.isEmpty()) {
            request.put(FAILURE, TokenIdentityProvider.unknown());
            return Uni.createFrom().nullItem();
        }
        return providers
                .authenticate(new BearerRequest(token.get()))
                .onFailure(StemmaException.class)
                .recoverWithUni(failure -> {
                    request.put(FAILURE, failure);
                    return Uni.createFrom().nullItem();
                });
    }

    private static Optional<String> token(List<String> headers) {
        String only = headers.getFirst();
        if (headers.size() > 1 || !only.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = only.substring(SCHEME.length()).strip();
        return Optional.of(token).filter(t -> !t.isEmpty() && t.length() <= MAX_TOKEN);
    }

    /** Why the token of a request was not accepted, if it had one. */
    static Optional<StemmaException> failure(RoutingContext request) {
        return Optional.ofNullable(request.get(FAILURE));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(BearerRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "Bearer"));
    }
}
