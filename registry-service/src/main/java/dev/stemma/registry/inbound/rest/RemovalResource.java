package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.collect.Removals;
import dev.stemma.registry.flow.history.VersionHistory;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.Selector;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Versions that go, and come back. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class RemovalResource {

    private final Removals removals;
    private final VersionHistory history;
    private final RunParams params;
    private final CurrentCaller current;

    RemovalResource(Removals removals, VersionHistory history, RunParams params, CurrentCaller current) {
        this.removals = removals;
        this.history = history;
        this.params = params;
        this.current = current;
    }

    /** Removes a version: it stays listed, and its bytes go a grace period later. */
    @DELETE
    @Path(Target.PATH + "/versions/{ref}")
    public VersionAnswer remove(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref,
            @QueryParam("reason") @Nullable String reason) {
        Target target = Target.of(kind, namespace, name);
        return answer(
                target,
                removals.remove(
                        target.kind(),
                        target.name(),
                        Selector.parse(ref),
                        reason == null ? "" : reason,
                        current.caller()));
    }

    /** Brings a removed version back, while its bytes are there. */
    @POST
    @Path(Target.PATH + "/versions/{ref}/restore")
    public VersionAnswer restore(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref) {
        Target target = Target.of(kind, namespace, name);
        return answer(target, removals.restore(target.kind(), target.name(), Selector.parse(ref), current.caller()));
    }

    private VersionAnswer answer(Target target, Selector selector) {
        return VersionAnswer.of(
                history.show(
                        target.kind(), target.name(), selector, current.caller().readable()),
                true,
                params);
    }
}
