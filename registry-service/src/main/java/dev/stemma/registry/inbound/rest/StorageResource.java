package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.usage.StorageUsage;
import dev.stemma.registry.model.Selector;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What versions take in storage. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class StorageResource {

    private final StorageUsage usage;

    StorageResource(StorageUsage usage) {
        this.usage = usage;
    }

    /** All versions, newest first, and all of them together. */
    @GET
    @Path(Target.PATH + "/storage")
    public StorageAnswer name(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Target target = Target.of(kind, namespace, name);
        var cursors = new Cursors("storage " + target.name());
        return StorageAnswer.of(
                target, usage.of(target.kind(), target.name(), cursors.request(limit, cursor)), cursors);
    }

    /** A version, file by file. */
    @GET
    @Path(Target.PATH + "/versions/{ref}/storage")
    public VersionStorageAnswer version(
            @PathParam("kind") String kind,
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("ref") String ref) {
        Target target = Target.of(kind, namespace, name);
        return VersionStorageAnswer.of(usage.of(target.kind(), target.name(), Selector.parse(ref)));
    }
}
