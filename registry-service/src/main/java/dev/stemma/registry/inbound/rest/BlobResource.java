package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.BlobStore;
import dev.stemma.registry.flow.pull.Pulls;
import dev.stemma.registry.flow.push.Uploading;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.inbound.http.ContentLength;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Whole files by digest, within a name. */
@Path("/api/v1")
@RunOnVirtualThread
final class BlobResource {

    private final Uploading uploading;
    private final Pulls pulls;
    private final Download download;
    private final CurrentCaller current;
    private final CurrentVertxRequest request;

    BlobResource(
            Uploading uploading, Pulls pulls, Download download, CurrentCaller current, CurrentVertxRequest request) {
        this.uploading = uploading;
        this.pulls = pulls;
        this.download = download;
        this.current = current;
        this.request = request;
    }

    /** Stores a file of any size and content type. */
    @PUT
    @Path(Target.PATH + "/blobs/{sha256}")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<BlobAnswer> put(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("sha256") String sha256,
            @Nullable InputStream body) {
        Target target = Target.of(kind, namespace, name);
        var digest = Target.digest(sha256);
        long size = ContentLength.of(request.getCurrent().request()).orElse(BlobStore.UNKNOWN_SIZE);
        var blob = uploading.putBlob(target.kind(), target.name(), digest, orEmpty(body), size, current.caller());
        return createdOrFound(blob.created(), BlobAnswer.of(blob));
    }

    /** The file, if a visible version of the name contains it. */
    @GET
    @Path(Target.PATH + "/blobs/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response get(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("sha256") String sha256) {
        Target target = Target.of(kind, namespace, name);
        return download.of(pulls.blob(target.kind(), target.name(), Target.digest(sha256)));
    }

    /** What {@link #get} would answer, without the bytes. */
    @HEAD
    @Path(Target.PATH + "/blobs/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response head(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("sha256") String sha256) {
        return get(kind, namespace, name, sha256);
    }

    static InputStream orEmpty(@Nullable InputStream body) {
        return body == null ? InputStream.nullInputStream() : body;
    }

    static <T> RestResponse<T> createdOrFound(boolean created, T answer) {
        return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer);
    }
}
