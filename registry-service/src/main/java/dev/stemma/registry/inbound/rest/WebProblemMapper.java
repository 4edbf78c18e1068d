package dev.stemma.registry.inbound.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers the framework's own exceptions, such as 406 and 415, like all others; without it the framework would answer them itself. */
@Provider
final class WebProblemMapper implements ExceptionMapper<WebApplicationException> {

    private final ProblemMapper problems;

    WebProblemMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(WebApplicationException thrown) {
        return problems.toResponse(thrown);
    }
}
