package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.access.AccessTokens;
import dev.stemma.registry.flow.access.Authorizer;
import dev.stemma.registry.flow.access.Need;
import dev.stemma.registry.flow.access.NewToken;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Tokens. Their values are shown once, when they are made. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class TokenResource {

    private final AccessTokens tokens;
    private final Authorizer authorizer;
    private final Idempotency idempotency;
    private final CurrentCaller current;

    TokenResource(AccessTokens tokens, Authorizer authorizer, Idempotency idempotency, CurrentCaller current) {
        this.tokens = tokens;
        this.authorizer = authorizer;
        this.idempotency = idempotency;
        this.current = current;
    }

    /** Those that the caller may manage, newest first. */
    @GET
    @Path("tokens")
    public PageAnswer<TokenAnswer> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        var cursors = new Cursors("tokens");
        var page = tokens.list(current.caller().principal(), cursors.request(limit, cursor));
        return cursors.answer(page, TokenAnswer::of);
    }

    /** Makes one; the caller must be an administrator in every namespace that it names. */
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "the token, with its value",
            content = @Content(schema = @Schema(implementation = IssuedTokenAnswer.class)))
    public Response create(TokenBody body) {
        Caller caller = current.caller();
        NewToken wanted = body.wanted();
        wanted.roles()
                .keySet()
                .forEach(namespace ->
                        authorizer.require(Optional.of(caller.principal()), new Need.Within(Role.ADMIN, namespace)));
        return idempotency.once(caller, body, () -> {
            var answer = IssuedTokenAnswer.of(tokens.create(wanted, caller));
            return new Idempotency.Reply(201, "", answer, answer.withoutValue());
        });
    }

    /** Ends one at once. */
    @DELETE
    @Path("tokens/{id}")
    public void revoke(@PathParam("id") String id) {
        tokens.revoke(id, current.caller());
    }
}
