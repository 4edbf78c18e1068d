package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.integrity.Integrity;
import dev.stemma.registry.flow.push.Reindex;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Integrity checks by hand. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class IntegrityResource {

    private final Integrity integrity;
    private final Reindex reindex;

    IntegrityResource(Integrity integrity, Reindex reindex) {
        this.integrity = integrity;
        this.reindex = reindex;
    }

    /** Looks at everything that is stored, names what is damaged, and takes it out of use. */
    @POST
    @Path("admin/fsck")
    public IntegrityAnswer check(@QueryParam("deep") @Nullable String deep) {
        return IntegrityAnswer.of(integrity.check("true".equals(deep)));
    }

    /** Rebuilds bytes and versions from the object store, into a database that holds no names. */
    @POST
    @Path("admin/reindex")
    public ReindexAnswer reindex() {
        return ReindexAnswer.of(reindex.run());
    }

    /** What was rebuilt ({@code reindex.json}). */
    record ReindexAnswer(
            long packs,
            long files,
            long versions,
            long aliases,
            long promotions,
            long policies,
            List<String> problems,
            List<String> leftOut) {
        private static ReindexAnswer of(Reindex.Reindexed done) {
            return new ReindexAnswer(
                    done.packs(),
                    done.files(),
                    done.versions(),
                    done.aliases(),
                    done.promotions(),
                    done.policies(),
                    done.problems(),
                    Reindex.LEFT_OUT);
        }
    }
}
