package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.push.Uploading;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.inbound.http.ContentLength;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A push: ask what is missing, send packs, have files assembled, commit. */
@Path("/api/v1")
@RunOnVirtualThread
final class PushResource {

    private final Uploading uploading;
    private final CommitReply commits;
    private final CurrentCaller current;
    private final CurrentVertxRequest request;

    PushResource(Uploading uploading, CommitReply commits, CurrentCaller current, CurrentVertxRequest request) {
        this.uploading = uploading;
        this.commits = commits;
        this.current = current;
        this.request = request;
    }

    /** Opens a push. */
    @POST
    @Path(Target.PATH + "/pushes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<PushAnswer> open(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @Nullable PushBody body) {
        Target target = Target.of(kind, namespace, name);
        var push = uploading.open(target.kind(), target.name(), current.caller());
        return RestResponse.status(RestResponse.Status.CREATED, PushAnswer.of(push));
    }

    /** Which of these chunks must be sent. */
    @POST
    @Path(Target.PATH + "/pushes/{id}/missing")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] missing(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("id") String id,
            @Nullable InputStream body) {
        Target target = Target.of(kind, namespace, name);
        var chunks = ChunkList.parse(BoundedBody.read(body, ChunkList.MAX_ASKED * ChunkList.ENTRY_BYTES));
        var bits = uploading.missing(target.kind(), target.name(), id, chunks, current.caller());
        return ChunkList.bitmap(bits, chunks.size());
    }

    /** How deep chunks lie that others may be encoded against. */
    @POST
    @Path(Target.PATH + "/pushes/{id}/bases")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] bases(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("id") String id,
            @Nullable InputStream body) {
        Target target = Target.of(kind, namespace, name);
        var chunks = ChunkList.digests(BoundedBody.read(body, ChunkList.MAX_ASKED * Digest.BYTES));
        return uploading.bases(target.kind(), target.name(), id, chunks, current.caller());
    }

    /** Takes a pack. */
    @PUT
    @Path(Target.PATH + "/pushes/{id}/packs/{sha256}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<PackAnswer> pack(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("id") String id,
            @PathParam("sha256") String sha256,
            @Nullable InputStream body) {
        Target target = Target.of(kind, namespace, name);
        long size = ContentLength.of(request.getCurrent().request())
                .orElseThrow(() -> new InvalidInput(ErrorCode.REQUEST_INVALID, "a pack needs a Content-Length"));
        var pack = uploading.putPack(
                target.kind(),
                target.name(),
                id,
                Target.digest(sha256),
                BlobResource.orEmpty(body),
                size,
                current.caller());
        return BlobResource.createdOrFound(pack.created(), PackAnswer.of(pack));
    }

    /** Makes a file of chunks that are stored, after checking the whole file's sha256. */
    @PUT
    @Path(Target.PATH + "/pushes/{id}/files/{sha256}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<BlobAnswer> file(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("id") String id,
            @PathParam("sha256") String sha256,
            @QueryParam("size") @Nullable String size,
            @Nullable InputStream body) {
        Target target = Target.of(kind, namespace, name);
        var digest = Target.digest(sha256);
        long sizeBytes = sizeBytes(size);
        var chunks = ChunkList.ofFile(BoundedBody.read(body, ChunkList.MAX_IN_FILE * ChunkList.ENTRY_BYTES));
        var blob = uploading.assemble(target.kind(), target.name(), id, digest, sizeBytes, chunks, current.caller());
        return BlobResource.createdOrFound(blob.created(), BlobAnswer.of(blob));
    }

    private static long sizeBytes(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "size must be the file's length in bytes");
        }
        return Long.parseLong(text);
    }

    /** Makes the version. */
    @POST
    @Path(Target.PATH + "/pushes/{id}/commit")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "the version; 200 when the name had this manifest already",
            content = @Content(schema = @Schema(implementation = VersionAnswer.class)))
    public Response commit(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("id") String id,
            CommitBody body) {
        return commits.commit(Target.of(kind, namespace, name), Optional.of(id), body);
    }
}
