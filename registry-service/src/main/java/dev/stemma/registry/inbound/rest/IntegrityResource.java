package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.integrity.Integrity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Integrity checks by hand. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class IntegrityResource {

    private final Integrity integrity;

    IntegrityResource(Integrity integrity) {
        this.integrity = integrity;
    }

    /** Looks at everything that is stored, names what is damaged, and takes it out of use. */
    @POST
    @Path("admin/fsck")
    public IntegrityAnswer check(@QueryParam("deep") @Nullable String deep) {
        return IntegrityAnswer.of(integrity.check("true".equals(deep)));
    }
}
