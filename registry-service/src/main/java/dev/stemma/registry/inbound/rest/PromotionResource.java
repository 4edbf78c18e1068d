package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.promote.Promoter;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.Promotion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Promotions and rollbacks: the only ways in which a stage moves. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class PromotionResource {

    private final Promoter promoter;
    private final Idempotency idempotency;
    private final CurrentCaller current;

    PromotionResource(Promoter promoter, Idempotency idempotency, CurrentCaller current) {
        this.promoter = promoter;
        this.idempotency = idempotency;
        this.current = current;
    }

    /** Newest first. */
    @GET
    @Path("models/{ns}/{name}/promotions")
    public PageAnswer<PromotionAnswer> list(
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ModelName model = new ModelName(namespace, name);
        var cursors = new Cursors("promotions " + model);
        return cursors.answer(promoter.list(model, cursors.request(limit, cursor)), PromotionAnswer::of);
    }

    /** Asks for one; the answer is the decision, whatever it is. */
    @POST
    @Path("models/{ns}/{name}/promotions")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "the decision; 200 for a dry run",
            content = @Content(schema = @Schema(implementation = PromotionAnswer.class)))
    public Response promote(@PathParam("ns") String namespace, @PathParam("name") String name, PromotionBody body) {
        ModelName model = new ModelName(namespace, name);
        Caller caller = current.caller();
        return idempotency.once(caller, body, () -> reply(model, promoter.promote(model, body.request(), caller)));
    }

    /** One. */
    @GET
    @Path("models/{ns}/{name}/promotions/{id}")
    public PromotionAnswer show(
            @PathParam("ns") String namespace, @PathParam("name") String name, @PathParam("id") String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new NotFound(ErrorCode.PROMOTION_NOT_FOUND, "promotions have numbers; there is no such one");
        }
        return PromotionAnswer.of(promoter.find(new ModelName(namespace, name), Long.parseLong(id)));
    }

    /** Lets a stage hold again what it held before. */
    @POST
    @Path("models/{ns}/{name}/stages/{stage}/rollback")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "the decision",
            content = @Content(schema = @Schema(implementation = PromotionAnswer.class)))
    public Response rollback(
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @PathParam("stage") String stage,
            RollbackBody body) {
        ModelName model = new ModelName(namespace, name);
        Caller caller = current.caller();
        return idempotency.once(
                caller, body, () -> reply(model, promoter.rollback(model, body.request(new AliasName(stage)), caller)));
    }

    private static Idempotency.Reply reply(ModelName model, Promotion promotion) {
        boolean recorded = promotion.id() != 0;
        return new Idempotency.Reply(
                recorded ? 201 : 200,
                recorded ? "/api/v1/models/" + model + "/promotions/" + promotion.id() : "",
                PromotionAnswer.of(promotion));
    }
}
