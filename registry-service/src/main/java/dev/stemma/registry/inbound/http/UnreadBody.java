package dev.stemma.registry.inbound.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * What becomes of a body that nobody will read. A small one is read past, so that the connection can be used again; a large or endless
 * one is not: the answer says that the connection closes, and it does a moment later, when the sender had time to read the answer.
 */
public final class UnreadBody {

    private static final long SMALL = 1 << 20;
    private static final long LINGER_MILLIS = 1_000;

    private UnreadBody() {}

    /** Prepares the answer of a request whose body may not have been read to its end. */
    public static void abandon(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded() || isSmall(request)) {
            return;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(done -> context.vertx()
                .setTimer(LINGER_MILLIS, timer -> request.connection().close()));
    }

    private static boolean isSmall(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        return ContentLength.of(request).orElse(0) <= SMALL;
    }
}
