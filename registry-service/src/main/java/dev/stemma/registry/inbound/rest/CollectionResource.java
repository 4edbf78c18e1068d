package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.collect.Collection;
import dev.stemma.registry.flow.collect.CollectionSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Collection by hand. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class CollectionResource {

    private final Collection collection;
    private final CollectionSettings settings;

    CollectionResource(Collection collection, CollectionSettings settings) {
        this.collection = collection;
        this.settings = settings;
    }

    /** What a collection would condemn and delete. */
    @GET
    @Path("admin/gc")
    public CollectionAnswer plan() {
        return CollectionAnswer.of(collection.plan(), settings.grace());
    }

    /** Collects. */
    @POST
    @Path("admin/gc")
    public CollectedAnswer run(@QueryParam("anyway") @Nullable String anyway) {
        return CollectedAnswer.of(collection.run(settings.grace(), "true".equals(anyway)));
    }
}
