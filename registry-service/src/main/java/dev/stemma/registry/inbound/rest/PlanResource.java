package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.plan.PlanFormat;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.registry.flow.pull.Pulls;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.BitSet;

/** Files for those who have others like them: what to copy, what to fetch. */
@Path("/api/v1")
@RunOnVirtualThread
final class PlanResource {

    private final Pulls pulls;
    private final Download download;
    private final CurrentCaller current;

    PlanResource(Pulls pulls, Download download, CurrentCaller current) {
        this.pulls = pulls;
        this.download = download;
        this.current = current;
    }

    /** How to make a file of the files that the caller has. */
    @POST
    @Path(Target.PATH + "/blobs/{sha256}/plan")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] plan(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("sha256") String sha256,
            PlanBody body) {
        Target target = Target.of(kind, namespace, name);
        PlannedPull planned =
                pulls.plan(target.kind(), target.name(), Target.digest(sha256), body.files(), current.caller());
        return PlanFormat.bytes(planned.plan());
    }

    /** The encoded bytes of frames of such a plan. */
    @POST
    @Path(Target.PATH + "/blobs/{sha256}/frames")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response frames(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("sha256") String sha256,
            FramesBody body) {
        Target target = Target.of(kind, namespace, name);
        PlannedPull planned =
                pulls.plan(target.kind(), target.name(), Target.digest(sha256), body.files(), current.caller());
        if (!planned.plan().tag().equals(body.tag())) {
            throw new Conflict(
                    ErrorCode.PLAN_CHANGED, "the file is stored in another way than when it was planned; plan again");
        }
        BitSet numbers = body.numbers(planned.plan().frames().size());
        return Response.ok(download.body(planned.open(numbers)))
                .header("Content-Length", planned.sizeBytes(numbers))
                .header("Cache-Control", "private, no-cache, no-transform")
                .build();
    }
}
