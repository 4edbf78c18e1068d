package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.validate.Validations;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.access.Caller;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Validations of a model's versions. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class ValidationResource {

    private final Validations validations;
    private final Idempotency idempotency;
    private final CurrentCaller current;

    ValidationResource(Validations validations, Idempotency idempotency, CurrentCaller current) {
        this.validations = validations;
        this.idempotency = idempotency;
        this.current = current;
    }

    /** Queues one. */
    @POST
    @Path("models/{ns}/{name}/validations")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "queued",
            content = @Content(schema = @Schema(implementation = ValidationAnswer.class)))
    public Response request(@PathParam("ns") String namespace, @PathParam("name") String name, ValidationBody body) {
        ModelName model = new ModelName(namespace, name);
        Caller caller = current.caller();
        return idempotency.once(caller, body, () -> {
            var job = validations.request(model, body.selector(), body.suiteReference(), caller);
            return new Idempotency.Reply(
                    202,
                    "/api/v1/models/" + model + "/validations/" + job.id(),
                    ValidationAnswer.of(job, Optional.empty()));
        });
    }

    /** All, or those of one version, newest first. */
    @GET
    @Path("models/{ns}/{name}/validations")
    public PageAnswer<ValidationAnswer> list(
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ModelName model = new ModelName(namespace, name);
        var cursors = new Cursors("validations " + model + ' ' + version);
        var page = validations.list(
                model, Optional.ofNullable(version).map(Selector::parse), cursors.request(limit, cursor));
        return cursors.answer(page, view -> ValidationAnswer.of(view.job(), view.report()));
    }

    /** One, with its report once there is one. */
    @GET
    @Path("models/{ns}/{name}/validations/{id}")
    public ValidationAnswer show(
            @PathParam("ns") String namespace, @PathParam("name") String name, @PathParam("id") String id) {
        var view = validations.find(new ModelName(namespace, name), id);
        return ValidationAnswer.of(view.job(), view.report());
    }
}
