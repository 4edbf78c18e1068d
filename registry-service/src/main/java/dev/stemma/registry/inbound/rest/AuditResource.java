package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.access.Authorizer;
import dev.stemma.registry.flow.access.Need;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.port.AuditLog;
import dev.stemma.registry.port.Transactions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who did what, for administrators: of a namespace, or of all. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class AuditResource {

    private final AuditLog audit;
    private final Transactions transactions;
    private final Authorizer authorizer;
    private final CurrentCaller current;

    AuditResource(AuditLog audit, Transactions transactions, Authorizer authorizer, CurrentCaller current) {
        this.audit = audit;
        this.transactions = transactions;
        this.authorizer = authorizer;
        this.current = current;
    }

    /** Newest first. */
    @GET
    @Path("audit")
    public PageAnswer<AuditAnswer> list(
            @QueryParam("ns") @Nullable String namespace,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<String> wanted = Optional.ofNullable(namespace).map(ns -> new ModelName(ns, "any").namespace());
        Need need = wanted.<Need>map(ns -> new Need.Within(Role.ADMIN, ns)).orElse(new Need.Everywhere(Role.ADMIN));
        authorizer.require(Optional.of(current.caller().principal()), need);
        var cursors = new Cursors("audit " + wanted.orElse("*"));
        var page = cursors.request(limit, cursor);
        return cursors.answer(transactions.inTransaction(() -> audit.list(wanted, page)), AuditAnswer::of);
    }
}
