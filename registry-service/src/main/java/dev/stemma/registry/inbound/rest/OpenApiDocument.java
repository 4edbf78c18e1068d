package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.inbound.http.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What holds for all operations of the OpenAPI document: the token they need, and how they fail. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiDocument implements OASFilter {

    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var components = document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        components.addSecurityScheme(
                TOKEN,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("stm_pat_..."));
        components.addSchema(PROBLEM, problem());
        document.components(components)
                .security(List.of(OASFactory.createSecurityRequirement().addScheme(TOKEN)));
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(OpenApiDocument::addFailure);
    }

    private static void addFailure(Operation operation) {
        var media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM));
        operation
                .getResponses()
                .addAPIResponse(
                        "default",
                        OASFactory.createAPIResponse()
                                .description("a problem; its code is one of docs/api/errors.md")
                                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media)));
        // Who may is decided before any resource is reached; these two say nothing that the default does not.
        operation.getResponses().removeAPIResponse("401");
        operation.getResponses().removeAPIResponse("403");
    }

    private static Schema problem() {
        Schema text = OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
        Schema number = OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER));
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                // In one order always, so that the document can be compared.
                .properties(new TreeMap<>(Map.of(
                        "type", text,
                        "title", text,
                        "status", number,
                        "detail", text,
                        "instance", text,
                        "code", text,
                        "requestId", text)));
    }
}
