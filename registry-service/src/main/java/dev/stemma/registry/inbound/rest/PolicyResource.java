package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.promote.PolicyBook;
import dev.stemma.registry.flow.promote.PolicyView;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.ModelName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Promotion policies, as YAML, of a model or of a namespace. */
@Path("/api/v1")
@Produces(PolicyResource.YAML)
@RunOnVirtualThread
final class PolicyResource {

    static final String YAML = "application/yaml";

    private final PolicyBook policies;
    private final CurrentCaller current;

    PolicyResource(PolicyBook policies, CurrentCaller current) {
        this.policies = policies;
        this.current = current;
    }

    /** The policy in force for a model; with an ETag when it is the model's own. */
    @GET
    @Path("models/{ns}/{name}/policy")
    public Response ofModel(@PathParam("ns") String namespace, @PathParam("name") String name) {
        return answer(200, policies.ofModel(new ModelName(namespace, name)));
    }

    /** Replaces a model's own policy. */
    @PUT
    @Path("models/{ns}/{name}/policy")
    @Consumes(YAML)
    public Response putModel(
            @PathParam("ns") String namespace,
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @Nullable InputStream body) {
        OptionalLong expected = Precondition.of(ifMatch, ifNoneMatch);
        var view = policies.putModel(new ModelName(namespace, name), text(body), expected, current.caller());
        return answer(expected.isEmpty() ? 201 : 200, view);
    }

    /** The policy in force in a namespace; with an ETag when it is the namespace's own. */
    @GET
    @Path("namespaces/{ns}/policy")
    public Response ofNamespace(@PathParam("ns") String namespace) {
        return answer(200, policies.ofNamespace(new ModelName(namespace, "any").namespace()));
    }

    /** Replaces a namespace's policy. */
    @PUT
    @Path("namespaces/{ns}/policy")
    @Consumes(YAML)
    public Response putNamespace(
            @PathParam("ns") String namespace,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @Nullable InputStream body) {
        OptionalLong expected = Precondition.of(ifMatch, ifNoneMatch);
        String checked = new ModelName(namespace, "any").namespace();
        var view = policies.putNamespace(checked, text(body), expected, current.caller());
        return answer(expected.isEmpty() ? 201 : 200, view);
    }

    private static String text(@Nullable InputStream body) {
        byte[] bytes = BoundedBody.read(body, BoundedBody.SMALL);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput(ErrorCode.POLICY_INVALID, "the policy is not UTF-8");
        }
    }

    private static Response answer(int status, PolicyView view) {
        var response = Response.status(status).type(YAML).entity(view.text());
        view.sequence().ifPresent(sequence -> response.header("ETag", Precondition.etag(sequence)));
        return response.build();
    }
}
