package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.inbound.http.Problem;
import dev.stemma.registry.inbound.http.ProblemWriter;
import dev.stemma.registry.inbound.http.UnreadBody;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers whatever a resource throws, and what the framework throws before it reaches one. */
@Provider
final class ProblemMapper implements ExceptionMapper<Throwable> {

    private final CurrentVertxRequest current;
    private final ProblemWriter problems;

    ProblemMapper(CurrentVertxRequest current, ProblemWriter problems) {
        this.current = current;
        this.problems = problems;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        RoutingContext request = current.getCurrent();
        Problem problem = problems.problem(request, thrown);
        UnreadBody.abandon(request);
        var response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (thrown instanceof RangeOutside outside) {
            response.header("Content-Range", "bytes */" + outside.sizeBytes());
        }
        return response.build();
    }
}
