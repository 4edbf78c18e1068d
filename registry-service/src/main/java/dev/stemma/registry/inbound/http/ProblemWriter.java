package dev.stemma.registry.inbound.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stemma.registry.model.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Answers a failed request with its problem, and tells the log of those that are the server's own fault. */
@ApplicationScoped
public class ProblemWriter {

    private static final Logger LOG = Logger.getLogger(ProblemWriter.class);

    private final ObjectMapper mapper;

    ProblemWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The problem of what was thrown; logs it when it is the server's fault. */
    public Problem problem(RoutingContext request, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (failure.code() == ErrorCode.INTERNAL) {
            LOG.errorf(thrown, "request failed code=INTERNAL requestId=%s", RequestId.of(request));
        } else if (failure.isServersFault()) {
            LOG.errorf(
                    "request failed code=%s requestId=%s cause=%s",
                    failure.code(), RequestId.of(request), causes(thrown));
        }
        return problem(request, failure);
    }

    private static Problem problem(RoutingContext request, Failure failure) {
        return Problem.of(failure, RequestId.path(request), RequestId.of(request));
    }

    /** Sends the problem of what was thrown, unless an answer is already on its way; then the connection is cut, so that nobody takes it for whole. */
    void send(RoutingContext request, Throwable thrown) {
        send(request, problem(request, thrown));
    }

    void send(RoutingContext request, Failure failure) {
        send(request, problem(request, failure));
    }

    private void send(RoutingContext request, Problem problem) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            request.request().connection().close();
            return;
        }
        UnreadBody.abandon(request);
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(Buffer.buffer(json(problem)));
    }

    private byte[] json(Problem problem) {
        try {
            return mapper.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings is always JSON", e);
        }
    }

    private static String causes(Throwable thrown) {
        StringBuilder text = new StringBuilder(String.valueOf(thrown.getMessage()));
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++) {
            text.append(" < ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }
}
