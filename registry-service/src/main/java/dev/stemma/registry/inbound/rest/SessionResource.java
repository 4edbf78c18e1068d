package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.access.AccessTokens;
import dev.stemma.registry.flow.history.NameCatalogue;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.Token;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** Who the caller is, and which namespaces it may read. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class SessionResource {

    private final CurrentCaller current;
    private final AccessTokens tokens;
    private final NameCatalogue names;
    private final ServerFacts server;

    SessionResource(CurrentCaller current, AccessTokens tokens, NameCatalogue names, ServerFacts server) {
        this.current = current;
        this.tokens = tokens;
        this.names = names;
        this.server = server;
    }

    /** The caller. */
    @GET
    @Path("whoami")
    public WhoAmIAnswer whoAmI() {
        Caller caller = current.caller();
        String id = caller.principal().tokenId();
        Optional<Token> stored = tokens.find(id);
        return new WhoAmIAnswer(
                caller.user(),
                Roles.words(caller.principal().roles()),
                new WhoAmIAnswer.TokenFacts(
                        id,
                        stored.map(Token::name).orElse("administrator"),
                        stored.flatMap(Token::expiresAt).orElse(null)),
                server.version());
    }

    /** The namespaces that the caller may read and that hold something. */
    @GET
    @Path("namespaces")
    public PageAnswer<NamespaceAnswer> namespaces() {
        return new PageAnswer<>(
                names.namespaces(current.caller().readable()).stream()
                        .map(NamespaceAnswer::of)
                        .toList(),
                null);
    }
}
