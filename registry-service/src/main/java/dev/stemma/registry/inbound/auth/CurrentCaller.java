package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.inbound.http.RequestId;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who makes the request at hand. Only for routes that ask for a token. */
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    CurrentCaller(SecurityIdentity identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /** The caller and the id of the request. */
    public Caller caller() {
        Principal principal = CallerIdentity.principal(identity)
                .orElseThrow(() -> new IllegalStateException("a route without a caller asks who is calling"));
        return new Caller(principal, RequestId.of(request.getCurrent()));
    }
}
