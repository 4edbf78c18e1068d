package dev.stemma.registry.inbound.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** One line a request, when it has ended. Queries and headers are left out: they may hold what is nobody's business. */
@ApplicationScoped
class AccessLog {

    private static final Logger LOG = Logger.getLogger("dev.stemma.access");
    private static final String HEALTH = "/q/health";

    void follow(RoutingContext request) {
        if (!LOG.isInfoEnabled() || String.valueOf(request.request().path()).startsWith(HEALTH)) {
            return;
        }
        long start = System.nanoTime();
        request.addEndHandler(ended -> LOG.infof(
                "%s %s status=%d in=%d out=%d ms=%d user=%s requestId=%s%s",
                request.request().method(),
                request.request().path(),
                request.response().getStatusCode(),
                request.request().bytesRead(),
                request.response().bytesWritten(),
                (System.nanoTime() - start) / 1_000_000,
                request.user() == null ? "-" : request.user().principal().getString("username", "-"),
                RequestId.of(request),
                ended.failed() ? " cut=true" : ""));
    }
}
