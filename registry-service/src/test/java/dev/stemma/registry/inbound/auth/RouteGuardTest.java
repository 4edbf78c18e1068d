package dev.stemma.registry.inbound.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.access.StandingTokens;
import dev.stemma.registry.inbound.Api;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.model.access.Token;
import dev.stemma.registry.port.Tokens;
import dev.stemma.registry.port.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RouteGuardTest {

    private static final String NAME = "/api/v1/models/guarded/thing";
    private static final String SUITE = "/api/v1/suites/guarded/cases";
    private static final String ZEROS = "0".repeat(64);
    private static final List<String> RANKS = List.of("reader", "writer", "promoter", "admin");

    /** Method, path as sent, path in OpenAPI, and who may: open, any, somewhere, everywhere, or the least role. */
    private static final List<Case> CASES = List.of(
            new Case("GET", "/q/health", "", "open"),
            new Case("GET", "/q/health/live", "", "open"),
            new Case("GET", "/q/health/ready", "", "open"),
            new Case("GET", "/q/health/started", "", "open"),
            new Case("GET", "/q/metrics", "", "any"),
            new Case("GET", "/q/openapi", "", "any"),
            new Case("GET", "/api/v1/whoami", "/whoami", "any"),
            new Case("GET", "/api/v1/namespaces", "/namespaces", "any"),
            new Case("GET", "/api/v1/models", "/{kind}", "any"),
            new Case("GET", NAME, "/{kind}/{ns}/{name}", "reader"),
            new Case("PUT", NAME, "/{kind}/{ns}/{name}", "writer"),
            new Case("DELETE", NAME, "/{kind}/{ns}/{name}", "admin"),
            new Case("POST", NAME + "/pushes", "/{kind}/{ns}/{name}/pushes", "writer"),
            new Case("POST", NAME + "/pushes/p_x/bases", "/{kind}/{ns}/{name}/pushes/{id}/bases", "writer"),
            new Case("POST", NAME + "/pushes/p_x/missing", "/{kind}/{ns}/{name}/pushes/{id}/missing", "writer"),
            new Case(
                    "PUT",
                    NAME + "/pushes/p_x/packs/" + ZEROS,
                    "/{kind}/{ns}/{name}/pushes/{id}/packs/{sha256}",
                    "writer"),
            new Case(
                    "PUT",
                    NAME + "/pushes/p_x/files/" + ZEROS,
                    "/{kind}/{ns}/{name}/pushes/{id}/files/{sha256}",
                    "writer"),
            new Case("POST", NAME + "/pushes/p_x/commit", "/{kind}/{ns}/{name}/pushes/{id}/commit", "writer"),
            new Case("PUT", NAME + "/blobs/" + ZEROS, "/{kind}/{ns}/{name}/blobs/{sha256}", "writer"),
            new Case("GET", NAME + "/blobs/" + ZEROS, "/{kind}/{ns}/{name}/blobs/{sha256}", "reader"),
            new Case("HEAD", NAME + "/blobs/" + ZEROS, "/{kind}/{ns}/{name}/blobs/{sha256}", "reader"),
            new Case("POST", NAME + "/blobs/" + ZEROS + "/plan", "/{kind}/{ns}/{name}/blobs/{sha256}/plan", "reader"),
            new Case(
                    "POST",
                    NAME + "/blobs/" + ZEROS + "/frames",
                    "/{kind}/{ns}/{name}/blobs/{sha256}/frames",
                    "reader"),
            new Case(
                    "POST",
                    NAME + "/blobs/" + ZEROS + "/direct",
                    "/{kind}/{ns}/{name}/blobs/{sha256}/direct",
                    "reader"),
            new Case("GET", NAME + "/versions", "/{kind}/{ns}/{name}/versions", "reader"),
            new Case("POST", NAME + "/versions", "/{kind}/{ns}/{name}/versions", "writer"),
            new Case("GET", NAME + "/versions/v1", "/{kind}/{ns}/{name}/versions/{ref}", "reader"),
            new Case("DELETE", NAME + "/versions/v1", "/{kind}/{ns}/{name}/versions/{ref}", "admin"),
            new Case("POST", NAME + "/versions/v1/restore", "/{kind}/{ns}/{name}/versions/{ref}/restore", "admin"),
            new Case("GET", NAME + "/versions/v1/manifest", "/{kind}/{ns}/{name}/versions/{ref}/manifest", "reader"),
            new Case("GET", NAME + "/versions/v1/storage", "/{kind}/{ns}/{name}/versions/{ref}/storage", "reader"),
            new Case("GET", NAME + "/storage", "/{kind}/{ns}/{name}/storage", "reader"),
            new Case(
                    "GET",
                    NAME + "/versions/v1/files/a/b",
                    "/{kind}/{ns}/{name}/versions/{ref}/files/{path}",
                    "reader"),
            new Case(
                    "HEAD",
                    NAME + "/versions/v1/files/a/b",
                    "/{kind}/{ns}/{name}/versions/{ref}/files/{path}",
                    "reader"),
            new Case("POST", NAME + "/versions/v1/labels", "/{kind}/{ns}/{name}/versions/{ref}/labels", "writer"),
            new Case("POST", NAME + "/versions/v1/yank", "/{kind}/{ns}/{name}/versions/{ref}/yank", "writer"),
            new Case("GET", NAME + "/aliases", "/{kind}/{ns}/{name}/aliases", "reader"),
            new Case("GET", NAME + "/aliases/a", "/{kind}/{ns}/{name}/aliases/{alias}", "reader"),
            new Case("PUT", NAME + "/aliases/a", "/{kind}/{ns}/{name}/aliases/{alias}", "writer"),
            new Case("DELETE", NAME + "/aliases/a", "/{kind}/{ns}/{name}/aliases/{alias}", "writer"),
            new Case("GET", NAME + "/aliases/a/history", "/{kind}/{ns}/{name}/aliases/{alias}/history", "reader"),
            new Case("GET", NAME + "/validations", "/models/{ns}/{name}/validations", "reader"),
            new Case("POST", NAME + "/validations", "/models/{ns}/{name}/validations", "writer"),
            new Case("GET", NAME + "/validations/val_x", "/models/{ns}/{name}/validations/{id}", "reader"),
            new Case("POST", SUITE + "/recordings", "/suites/{ns}/{name}/recordings", "writer"),
            new Case("GET", SUITE + "/recordings/rec_x", "/suites/{ns}/{name}/recordings/{id}", "reader"),
            new Case("GET", NAME + "/promotions", "/models/{ns}/{name}/promotions", "reader"),
            new Case("POST", NAME + "/promotions", "/models/{ns}/{name}/promotions", "promoter"),
            new Case("GET", NAME + "/promotions/1", "/models/{ns}/{name}/promotions/{id}", "reader"),
            new Case(
                    "POST",
                    NAME + "/stages/production/rollback",
                    "/models/{ns}/{name}/stages/{stage}/rollback",
                    "promoter"),
            new Case("GET", NAME + "/policy", "/models/{ns}/{name}/policy", "reader"),
            new Case("PUT", NAME + "/policy", "/models/{ns}/{name}/policy", "admin"),
            new Case("GET", "/api/v1/namespaces/guarded/policy", "/namespaces/{ns}/policy", "reader"),
            new Case("PUT", "/api/v1/namespaces/guarded/policy", "/namespaces/{ns}/policy", "admin"),
            new Case("GET", "/api/v1/lineage?focus=guarded/thing:v1", "/lineage", "any"),
            new Case("GET", "/api/v1/namespaces/guarded/quota", "/namespaces/{ns}/quota", "reader"),
            new Case("PUT", "/api/v1/namespaces/guarded/quota", "/namespaces/{ns}/quota", "everywhere"),
            new Case("GET", "/api/v1/admin/gc", "/admin/gc", "everywhere"),
            new Case("POST", "/api/v1/admin/gc", "/admin/gc", "everywhere"),
            new Case("POST", "/api/v1/admin/fsck", "/admin/fsck", "everywhere"),
            new Case("POST", "/api/v1/admin/reindex", "/admin/reindex", "everywhere"),
            new Case("GET", "/api/v1/tokens", "/tokens", "somewhere"),
            new Case("POST", "/api/v1/tokens", "/tokens", "somewhere"),
            new Case("DELETE", "/api/v1/tokens/t_none", "/tokens/{id}", "any"),
            new Case("GET", "/api/v1/audit?ns=guarded", "/audit", "admin"));

    @Inject
    Tokens tokens;

    @Inject
    Transactions transactions;

    @Inject
    StandingTokens standing;

    @Test
    void everyRouteAsksForWhatTheTableSaysOfEveryIdentity() {
        Map<String, Optional<String>> identities = identities();
        var wrong = new StringBuilder();
        for (Case route : CASES) {
            identities.forEach((who, token) -> {
                String expected = expected(route, who);
                String found = outcome(send(route, token), route);
                // HEAD has no body that tells a hidden name from one without such a file.
                boolean same = expected.equals(found) || (route.method.equals("HEAD") && expected.equals("hidden"));
                if (!same) {
                    wrong.append(
                            route.method + " " + route.path + " as " + who + ": " + found + ", not " + expected + "\n");
                }
            });
        }
        assertEquals("", wrong.toString());
    }

    @Test
    void everyOperationOfTheOpenApiDocumentIsInTheTable() throws IOException {
        JsonNode document = Api.JSON.readTree(Api.admin()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                documented.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> tabled = new TreeSet<>();
        CASES.stream()
                .filter(route -> !route.template.isEmpty())
                .forEach(route -> tabled.add(route.method + " /api/v1" + route.template));
        assertEquals(tabled, documented);
    }

    @Test
    void whatIsNoRouteDoesNotExist() {
        for (String path : List.of(
                "/",
                "/x",
                "/q",
                "/q/",
                "/q/dev",
                "/q/swagger-ui",
                "/q/openapi/",
                "/q/health/well",
                "/api",
                "/api/v1/nothing",
                "/api/v1/models/",
                "/api/v1/models;x=1",
                "/api/..;/q/metrics",
                "/api/v1/%2e/models",
                "/api/v1/models/%2e%2e/whoami",
                NAME + "/versions/v1/files/../manifest",
                NAME + "/unknown",
                "/api/v1/users")) {
            assertEquals(
                    401, RestAssured.given().urlEncodingEnabled(false).get(path).statusCode(), path);
            assertEquals(404, Api.admin().get(path).statusCode(), path);
            assertEquals("NOT_FOUND", Api.admin().get(path).path("code"), path);
        }
    }

    @Test
    void methodsThatARouteDoesNotTakeAreRefused() {
        for (String method : List.of("PATCH", "OPTIONS", "POST", "DELETE")) {
            Response response = Api.admin().request(method, "/api/v1/whoami");
            assertEquals(405, response.statusCode(), method);
            assertEquals("METHOD_NOT_ALLOWED", response.path("code"));
            assertTrue(response.headers().asList().stream()
                    .noneMatch(h -> h.getName().startsWith("Access-Control")));
        }
    }

    @Test
    void aTokenIsAcceptedInOneFormOnly() {
        String good = Api.administrator();
        assertEquals(200, whoami("Bearer " + good));
        assertEquals(200, whoami("bearer hf_" + good));
        for (String header : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Basic " + good,
                "Bearer " + good + "x",
                "Bearer " + good.substring(1),
                "Bearer hf_hf_" + good,
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Token " + good)) {
            assertEquals(401, whoami(header), header);
        }
        assertEquals(
                401,
                RestAssured.given()
                        .header("Authorization", "Bearer " + good, "Bearer " + good)
                        .get("/api/v1/whoami")
                        .statusCode());
    }

    @Test
    void aForeignHostNameIsRefused() {
        assertEquals(
                400,
                Api.admin().header("Host", "evil.example").get("/api/v1/whoami").statusCode());
        assertEquals(
                400, Api.admin().header("Host", "evil.example").get("/q/health").statusCode());
        assertEquals(
                200,
                Api.admin()
                        .header("Host", "localhost:1234")
                        .get("/api/v1/whoami")
                        .statusCode());
    }

    private static int whoami(String authorization) {
        return RestAssured.given()
                .header("Authorization", authorization)
                .get("/api/v1/whoami")
                .statusCode();
    }

    private Map<String, Optional<String>> identities() {
        Map<String, Optional<String>> identities = new LinkedHashMap<>();
        identities.put("nobody", Optional.empty());
        identities.put("malformed", Optional.of("stm_pat_" + "a".repeat(36)));
        identities.put("revoked", Optional.of(stored(Optional.empty(), Optional.of(Instant.now()))));
        identities.put("expired", Optional.of(stored(Optional.of(Instant.now().minusSeconds(1)), Optional.empty())));
        RANKS.forEach(role -> identities.put(role, Optional.of(Api.token("guarded", role))));
        identities.put("stranger", Optional.of(Api.token("elsewhere", "admin")));
        identities.put("administrator", Optional.of(Api.administrator()));
        return identities;
    }

    private String stored(Optional<Instant> expires, Optional<Instant> revoked) {
        String text = standing.generate();
        String hash = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
        transactions.inTransaction(() -> {
            tokens.add(new Token(
                    "t_" + hash.substring(0, 12),
                    "late",
                    "late",
                    hash,
                    Map.of("*", Role.ADMIN),
                    "admin",
                    Instant.now().minusSeconds(60),
                    expires,
                    Optional.empty()));
            revoked.ifPresent(at -> tokens.revoke("t_" + hash.substring(0, 12), at));
            return text;
        });
        return text;
    }

    private static String expected(Case route, String who) {
        if (route.who.equals("open")) {
            return "allowed";
        }
        if (Set.of("nobody", "malformed", "revoked", "expired").contains(who)) {
            return "unauthenticated";
        }
        if (who.equals("administrator") || route.who.equals("any")) {
            return "allowed";
        }
        if (route.who.equals("somewhere")) {
            return who.equals("admin") || who.equals("stranger") ? "allowed" : "forbidden";
        }
        if (route.who.equals("everywhere")) {
            return "forbidden";
        }
        if (who.equals("stranger")) {
            return "hidden";
        }
        return RANKS.indexOf(who) >= RANKS.indexOf(route.who) ? "allowed" : "forbidden";
    }

    /** Allowed means that the resource was reached: it may well find nothing, or a body that it can't use. */
    private static String outcome(Response response, Case route) {
        String code = route.method.equals("HEAD") || response.statusCode() < 400
                ? ""
                : String.valueOf(response.<String>path("code"));
        return switch (response.statusCode()) {
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> code.equals("NOT_FOUND") ? "hidden" : "allowed";
            case 405, 500 -> "broken " + response.asString();
            default -> "allowed";
        };
    }

    private static Response send(Case route, Optional<String> token) {
        var request = token.map(Api::as).orElseGet(() -> RestAssured.given().urlEncodingEnabled(false));
        if (route.method.equals("PUT") || route.method.equals("POST")) {
            request.contentType(contentType(route.path)).body("{}".getBytes(StandardCharsets.UTF_8));
        }
        return request.request(route.method, route.path);
    }

    private static String contentType(String path) {
        if (path.endsWith("/policy")) {
            return "application/yaml";
        }
        return path.contains("/missing")
                        || path.contains("/bases")
                        || path.contains("/packs/")
                        || path.contains("/files/")
                        || path.contains("/blobs/")
                ? "application/octet-stream"
                : "application/json";
    }

    private record Case(String method, String path, String template, String who) {}
}
