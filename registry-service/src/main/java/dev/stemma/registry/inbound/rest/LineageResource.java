package dev.stemma.registry.inbound.rest;

import dev.stemma.lineage.DotExport;
import dev.stemma.lineage.LineageWalk;
import dev.stemma.lineage.MermaidExport;
import dev.stemma.registry.flow.lineage.LineageQuery;
import dev.stemma.registry.flow.lineage.LineageView;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The lineage graph around a version. */
@Path("/api/v1")
@RunOnVirtualThread
final class LineageResource {

    private static final int USUAL_LEVELS = 3;
    private static final int MAX_FOCUS = 400;

    private final LineageQuery lineage;
    private final CurrentCaller current;

    LineageResource(LineageQuery lineage, CurrentCaller current) {
        this.lineage = lineage;
        this.current = current;
    }

    /** The graph, as JSON, DOT or Mermaid. */
    @GET
    @Path("lineage")
    @APIResponse(
            responseCode = "200",
            description = "the graph",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LineageAnswer.class)))
    public Response around(
            @QueryParam("focus") @Nullable String focus,
            @QueryParam("up") @Nullable String up,
            @QueryParam("down") @Nullable String down,
            @QueryParam("format") @Nullable String format) {
        if (focus == null || focus.length() > MAX_FOCUS) {
            throw invalid("focus must be a reference such as ns/name:v1");
        }
        String wanted = format == null ? "json" : format;
        LineageView view = lineage.around(
                focus, levels(up, "up"), levels(down, "down"), current.caller().readable());
        return switch (wanted) {
            case "json" ->
                Response.ok(LineageAnswer.of(view), MediaType.APPLICATION_JSON).build();
            case "dot" -> text(DotExport.of(view.graph()), "text/vnd.graphviz");
            case "mermaid" -> text(MermaidExport.of(view.graph()), "text/plain");
            default -> throw invalid("format is json, dot or mermaid");
        };
    }

    private static Response text(String graph, String mediaType) {
        return Response.ok(graph, mediaType + ";charset=UTF-8").build();
    }

    private static int levels(@Nullable String text, String parameter) {
        return switch (text) {
            case null -> USUAL_LEVELS;
            case "all" -> LineageWalk.ALL;
            case String number when number.matches("[0-9]{1,6}") -> Integer.parseInt(number);
            default -> throw invalid(parameter + " is a number of levels, or all");
        };
    }

    private static InvalidInput invalid(String sentence) {
        return new InvalidInput(ErrorCode.REQUEST_INVALID, sentence);
    }
}
