package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.history.VersionHistory;
import dev.stemma.registry.flow.history.VersionView;
import dev.stemma.registry.flow.pull.Pulls;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.Selector;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The versions of a name, their manifests and files. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class VersionResource {

    private final VersionHistory history;
    private final Pulls pulls;
    private final CommitReply commits;
    private final RunParams params;
    private final Download download;
    private final CurrentCaller current;

    VersionResource(
            VersionHistory history,
            Pulls pulls,
            CommitReply commits,
            RunParams params,
            Download download,
            CurrentCaller current) {
        this.history = history;
        this.pulls = pulls;
        this.commits = commits;
        this.params = params;
        this.download = download;
        this.current = current;
    }

    /** All versions, newest first. */
    @GET
    @Path(Target.PATH + "/versions")
    public PageAnswer<VersionAnswer> list(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Target target = Target.of(kind, namespace, name);
        var cursors = new Cursors("versions " + target.name());
        var page = history.list(
                target.kind(),
                target.name(),
                cursors.request(limit, cursor),
                current.caller().readable());
        return cursors.answer(page, this::answer);
    }

    /** Makes a version of blobs that were put before. */
    @POST
    @Path(Target.PATH + "/versions")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "the version; 200 when the name had this manifest already",
            content = @Content(schema = @Schema(implementation = VersionAnswer.class)))
    public Response commit(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            CommitBody body) {
        return commits.commit(Target.of(kind, namespace, name), Optional.empty(), body);
    }

    /** A version. */
    @GET
    @Path(Target.PATH + "/versions/{ref}")
    public VersionAnswer show(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref) {
        Target target = Target.of(kind, namespace, name);
        return answer(history.show(
                target.kind(),
                target.name(),
                Selector.parse(ref),
                current.caller().readable()));
    }

    /** The exact bytes of its manifest. */
    @GET
    @Path(Target.PATH + "/versions/{ref}/manifest")
    @APIResponse(responseCode = "200", description = "the manifest as it was sent; its sha256 is the version's digest")
    public Response manifest(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref) {
        Target target = Target.of(kind, namespace, name);
        var manifest = pulls.manifest(target.kind(), target.name(), Selector.parse(ref));
        return Response.ok(manifest.text().getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON)
                .header("ETag", "\"" + manifest.digest() + "\"")
                .build();
    }

    /** One of its files. */
    @GET
    @Path(Target.PATH + "/versions/{ref}/files/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref,
            @PathParam("path") String path) {
        Target target = Target.of(kind, namespace, name);
        return download.of(pulls.file(target.kind(), target.name(), Selector.parse(ref), path));
    }

    /** What {@link #file} would answer, without the bytes. */
    @HEAD
    @Path(Target.PATH + "/versions/{ref}/files/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response fileHead(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref,
            @PathParam("path") String path) {
        return file(kind, namespace, name, ref, path);
    }

    /** Gives it a label. */
    @POST
    @Path(Target.PATH + "/versions/{ref}/labels")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<VersionAnswer> label(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref,
            LabelBody body) {
        Target target = Target.of(kind, namespace, name);
        var view = history.addLabel(target.kind(), target.name(), Selector.parse(ref), body.value(), current.caller());
        return RestResponse.status(RestResponse.Status.CREATED, answer(view));
    }

    /** Withdraws it, or takes that back. */
    @POST
    @Path(Target.PATH + "/versions/{ref}/yank")
    @Consumes(MediaType.APPLICATION_JSON)
    public VersionAnswer yank(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref,
            YankBody body) {
        Target target = Target.of(kind, namespace, name);
        Selector selector = Selector.parse(ref);
        return answer(
                body.isUndo()
                        ? history.unyank(target.kind(), target.name(), selector, body.why(), current.caller())
                        : history.yank(target.kind(), target.name(), selector, body.why(), current.caller()));
    }

    private VersionAnswer answer(VersionView view) {
        return VersionAnswer.of(view, true, params);
    }
}
