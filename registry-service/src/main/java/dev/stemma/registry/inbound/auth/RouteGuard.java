package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.flow.access.Authorizer;
import dev.stemma.registry.flow.access.Need;
import dev.stemma.registry.inbound.http.ContentLength;
import dev.stemma.registry.inbound.http.RequestId;
import dev.stemma.registry.model.Denied;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.StemmaException;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Decides on every request that reaches the server, whichever door it is for, by the {@link RouteTable} and the {@link Authorizer}. It
 * has no name, so it holds for all paths.
 */
@ApplicationScoped
final class RouteGuard implements HttpSecurityPolicy {

    /** How far beyond its limit a body of unknown length is read before the connection is cut. */
    private static final long SLACK = 1 << 20;

    private final RouteTable routes = new RouteTable();
    private final Authorizer authorizer;

    RouteGuard(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return identity.onItem().transform(caller -> {
            check(request, CallerIdentity.principal(caller));
            return CheckResult.PERMIT;
        });
    }

    private void check(RoutingContext request, Optional<Principal> caller) {
        List<String> parts = RequestPath.parts(RequestId.path(request)).orElse(List.of());
        List<Route> here = parts.isEmpty() ? List.of() : routes.at(parts);
        Optional<Route> route = RouteTable.taking(request.request().method().name(), here);
        if (route.map(Route::access).filter(Access.Open.class::isInstance).isEmpty()) {
            requireToken(request, caller);
        }
        Route taken = route.orElseThrow(() -> here.isEmpty() ? noRoute() : noMethod());
        authorizer.require(caller, need(taken, parts));
        limitBody(request, taken.maxBodyBytes());
    }

    private void requireToken(RoutingContext request, Optional<Principal> caller) {
        BearerMechanism.failure(request).ifPresent(failure -> {
            throw failure;
        });
        authorizer.require(caller, new Need.AnyToken());
    }

    private static Need need(Route route, List<String> parts) {
        return switch (route.access()) {
            case Access.Open() -> new Need.Nothing();
            case Access.Token() -> new Need.AnyToken();
            case Access.Somewhere(Role least) -> new Need.Somewhere(least);
            case Access.Everywhere(Role least) -> new Need.Everywhere(least);
            case Access.InNamespace(Role least) ->
                new Need.Within(least, namespace(route.namespace(parts).orElseThrow()));
        };
    }

    private static String namespace(String text) {
        return new ModelName(text, "any").namespace();
    }

    /** A body of known length is refused before it is read; one of unknown length is counted by whoever reads it, and cut here as a last resort. */
    private static void limitBody(RoutingContext request, long maxBytes) {
        if (ContentLength.of(request.request()).orElse(0) > maxBytes) {
            throw new InvalidInput(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "the body is longer than this route's limit of " + maxBytes + " bytes");
        }
        if (maxBytes < Long.MAX_VALUE) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, maxBytes + SLACK);
        }
    }

    private static StemmaException noRoute() {
        return new NotFound(ErrorCode.NOT_FOUND, "there is no such route, or nothing that this token may see");
    }

    private static StemmaException noMethod() {
        return new Denied(ErrorCode.METHOD_NOT_ALLOWED, "this route has no such method");
    }
}
