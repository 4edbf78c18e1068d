package dev.stemma.registry.inbound.http;

import io.vertx.ext.web.RoutingContext;

/** The id under which a request is known in answers, log and audit. It is made here; what a caller sends is not believed. */
public final class RequestId {

    /** The header that carries it in every answer. */
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestId.class.getName();

    private RequestId() {}

    static void assign(RoutingContext request, String id) {
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
    }

    /** The id of a request. */
    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? "unknown" : id;
    }

    /** The path as it was sent; empty when there is none. */
    public static String path(RoutingContext request) {
        String path = request.request().path();
        return path == null ? "" : path;
    }
}
