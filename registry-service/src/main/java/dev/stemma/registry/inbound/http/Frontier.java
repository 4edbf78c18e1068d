package dev.stemma.registry.inbound.http;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.port.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * What happens to every request before anything looks at it, whichever door it is for: it gets an id and a line in the log, its Host
 * must be one of ours, and its body must not be compressed. What fails below comes back here and becomes a problem.
 */
@ApplicationScoped
final class Frontier {

    /** Before authentication, which has priority 200. */
    private static final int FIRST = 1_000;

    private static final int SECOND = 900;

    private final Ids ids;
    private final HostNames hosts;
    private final ProblemWriter problems;
    private final AccessLog log;

    Frontier(Ids ids, HostNames hosts, ProblemWriter problems, AccessLog log) {
        this.ids = ids;
        this.hosts = hosts;
        this.problems = problems;
        this.log = log;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::welcome, FIRST);
        filters.register(this::guard, SECOND);
    }

    void failures(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    }

    private void welcome(RoutingContext request) {
        RequestId.assign(request, ids.next(""));
        request.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        log.follow(request);
        request.next();
    }

    private void guard(RoutingContext request) {
        String host = request.request().getHeader(HttpHeaders.HOST);
        if (host == null || !hosts.accept(host)) {
            problems.send(
                    request,
                    new Failure(
                            ErrorCode.REQUEST_INVALID,
                            "the Host header does not name this registry; whoever runs it can add the name to stemma.public-hosts"));
        } else if (isCompressed(request)) {
            problems.send(
                    request, new Failure(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send the body without Content-Encoding"));
        } else {
            request.next();
        }
    }

    private static boolean isCompressed(RoutingContext request) {
        return request.request().headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(encoding -> !encoding.toLowerCase(Locale.ROOT).trim().equals("identity"));
    }

    private void failed(RoutingContext request) {
        Throwable thrown = request.failure();
        boolean refusedBelow = request.statusCode() >= 400 && request.statusCode() < 500;
        if (thrown != null && !refusedBelow) {
            problems.send(request, thrown);
        } else {
            problems.send(request, Failure.ofStatus(request.statusCode()));
        }
    }
}
