package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.history.AliasView;
import dev.stemma.registry.flow.history.Aliases;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.AliasName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Aliases: mutable names of versions, moved by compare-and-swap. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class AliasResource {

    private final Aliases aliases;
    private final CurrentCaller current;

    AliasResource(Aliases aliases, CurrentCaller current) {
        this.aliases = aliases;
        this.current = current;
    }

    /** All that hold something. */
    @GET
    @Path(Target.PATH + "/aliases")
    public PageAnswer<AliasAnswer> list(
            @PathParam("kind") String kind, @PathParam("ns") String namespace, @PathParam("name") String name) {
        Target target = Target.of(kind, namespace, name);
        return new PageAnswer<>(
                aliases.list(target.kind(), target.name()).stream()
                        .map(AliasAnswer::of)
                        .toList(),
                null);
    }

    /** An alias, with its ETag. */
    @GET
    @Path(Target.PATH + "/aliases/{alias}")
    public RestResponse<AliasAnswer> show(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("alias") String alias) {
        Target target = Target.of(kind, namespace, name);
        return answer(RestResponse.Status.OK, aliases.show(target.kind(), target.name(), new AliasName(alias)));
    }

    /** Lets it hold a version. */
    @PUT
    @Path(Target.PATH + "/aliases/{alias}")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<AliasAnswer> set(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("alias") String alias,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            AliasBody body) {
        Target target = Target.of(kind, namespace, name);
        OptionalLong expected = Precondition.of(ifMatch, ifNoneMatch);
        AliasView view = aliases.set(
                target.kind(),
                target.name(),
                new AliasName(alias),
                body.selector(),
                expected,
                body.why(),
                current.caller());
        return answer(expected.isEmpty() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view);
    }

    /** Removes it; its history stays. */
    @DELETE
    @Path(Target.PATH + "/aliases/{alias}")
    public void remove(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("alias") String alias,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        Target target = Target.of(kind, namespace, name);
        aliases.remove(
                target.kind(), target.name(), new AliasName(alias), Precondition.seen(ifMatch), current.caller());
    }

    /** Its moves, newest first. */
    @GET
    @Path(Target.PATH + "/aliases/{alias}/history")
    public PageAnswer<AliasMoveAnswer> history(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("alias") String alias,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Target target = Target.of(kind, namespace, name);
        AliasName wanted = new AliasName(alias);
        var cursors = new Cursors("alias " + target.name() + ' ' + wanted);
        var page = aliases.history(target.kind(), target.name(), wanted, cursors.request(limit, cursor));
        return cursors.answer(page, AliasMoveAnswer::of);
    }

    private static RestResponse<AliasAnswer> answer(RestResponse.Status status, AliasView view) {
        return ResponseBuilder.create(status, AliasAnswer.of(view))
                .header("ETag", Precondition.etag(view.alias().sequence()))
                .build();
    }
}
