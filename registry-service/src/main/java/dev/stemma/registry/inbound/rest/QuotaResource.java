package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.collect.NamespaceQuotas;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.port.NamespaceUse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;

/** What namespaces hold and may hold. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class QuotaResource {

    private final NamespaceQuotas quotas;
    private final CurrentCaller current;

    QuotaResource(NamespaceQuotas quotas, CurrentCaller current) {
        this.quotas = quotas;
        this.current = current;
    }

    /** What a namespace holds and may hold. */
    @GET
    @Path("namespaces/{ns}/quota")
    public QuotaAnswer get(@PathParam("ns") String namespace) {
        String checked = checked(namespace);
        return QuotaAnswer.of(checked, quotas.of(checked));
    }

    /** Limits it, or lifts the limit. */
    @PUT
    @Path("namespaces/{ns}/quota")
    @Consumes(MediaType.APPLICATION_JSON)
    public QuotaAnswer put(@PathParam("ns") String namespace, QuotaBody body) {
        String checked = checked(namespace);
        return QuotaAnswer.of(checked, quotas.limit(checked, body.limit(), current.caller()));
    }

    private static String checked(String namespace) {
        return new ModelName(namespace, "any").namespace();
    }

    /** The answer ({@code quota.json}). */
    record QuotaAnswer(
            String namespace,
            long usedBytes,
            @org.jspecify.annotations.Nullable Long quotaBytes) {
        static QuotaAnswer of(String namespace, NamespaceUse.Use use) {
            OptionalLong quota = use.quotaBytes();
            return new QuotaAnswer(namespace, use.usedBytes(), quota.isPresent() ? (Long) quota.getAsLong() : null);
        }
    }
}
