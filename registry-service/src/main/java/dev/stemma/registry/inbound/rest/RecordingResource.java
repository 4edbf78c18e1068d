package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.validate.Recordings;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Recordings: the expected outputs of a suite, computed from a trusted model version. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class RecordingResource {

    private final Recordings recordings;
    private final Idempotency idempotency;
    private final CurrentCaller current;

    RecordingResource(Recordings recordings, Idempotency idempotency, CurrentCaller current) {
        this.recordings = recordings;
        this.idempotency = idempotency;
        this.current = current;
    }

    /** Queues one. */
    @POST
    @Path("suites/{ns}/{name}/recordings")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "queued",
            content = @Content(schema = @Schema(implementation = RecordingAnswer.class)))
    public Response request(@PathParam("ns") String namespace, @PathParam("name") String name, RecordingBody body) {
        ModelName suite = new ModelName(namespace, name);
        Caller caller = current.caller();
        return idempotency.once(caller, body, () -> {
            var job = recordings.request(suite, body.inputsSelector(), body.modelReference(), caller);
            return new Idempotency.Reply(
                    202, "/api/v1/suites/" + suite + "/recordings/" + job.id(), RecordingAnswer.of(job));
        });
    }

    /** One. */
    @GET
    @Path("suites/{ns}/{name}/recordings/{id}")
    public RecordingAnswer show(
            @PathParam("ns") String namespace, @PathParam("name") String name, @PathParam("id") String id) {
        return RecordingAnswer.of(recordings.find(new ModelName(namespace, name), id));
    }
}
