package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.pull.DirectPulls;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Files straight from the object store. */
@Path("/api/v1")
@RunOnVirtualThread
final class DirectResource {

    private final DirectPulls pulls;

    DirectResource(DirectPulls pulls) {
        this.pulls = pulls;
    }

    /** Where the bytes of a file lie, for a short time. */
    @POST
    @Path(Target.PATH + "/blobs/{sha256}/direct")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<DirectAnswer> direct(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("sha256") String sha256,
            DirectBody body) {
        Target target = Target.of(kind, namespace, name);
        var parts = pulls.parts(target.kind(), target.name(), Target.digest(sha256), body.from());
        return RestResponse.ResponseBuilder.ok(DirectAnswer.of(parts))
                .header("Cache-Control", "no-store")
                .build();
    }
}
