package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.model.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every route there is, with the least that it asks of its caller. What is not listed is denied, so a resource that someone adds without
 * a line here can't be reached. The same table limits the size of bodies.
 */
final class RouteTable {

    private static final long SMALL = 1 << 20;
    private static final long CHUNK_LIST = 4L << 20;
    private static final long FILE_CHUNK_LIST = 20L << 20;
    private static final long COMMIT = 16L << 20;
    private static final long PACK = 64L << 20;
    private static final long ANY_SIZE = Long.MAX_VALUE;

    private static final Access OPEN = new Access.Open();
    private static final Access TOKEN = new Access.Token();
    private static final Access READER = new Access.InNamespace(Role.READER);
    private static final Access WRITER = new Access.InNamespace(Role.WRITER);
    private static final Access PROMOTER = new Access.InNamespace(Role.PROMOTER);
    private static final Access ADMIN = new Access.InNamespace(Role.ADMIN);
    private static final Access ADMINISTRATOR = new Access.Everywhere(Role.ADMIN);
    private static final Access ADMIN_SOMEWHERE = new Access.Somewhere(Role.ADMIN);

    private static final String NAME = "/api/v1/{kind}/{ns}/{name}";
    private static final String MODEL = "/api/v1/models/{ns}/{name}";
    private static final String SUITE = "/api/v1/suites/{ns}/{name}";

    private final List<Route> routes = new ArrayList<>();

    RouteTable() {
        server();
        names();
        uploads();
        versions();
        aliases();
        evidence();
        administration();
    }

    private void server() {
        add("GET", "/q/health", OPEN);
        add("GET", "/q/health/live", OPEN);
        add("GET", "/q/health/ready", OPEN);
        add("GET", "/q/health/started", OPEN);
        add("GET", "/q/metrics", TOKEN);
        add("GET", "/q/openapi", TOKEN);
        add("GET", "/api/v1/whoami", TOKEN);
        add("GET", "/api/v1/namespaces", TOKEN);
    }

    private void names() {
        add("GET", "/api/v1/{kind}", TOKEN);
        add("GET", NAME, READER);
        add("PUT", NAME, WRITER);
        add("DELETE", NAME, ADMIN);
    }

    private void uploads() {
        add("POST", NAME + "/pushes", WRITER);
        add("POST", NAME + "/pushes/{id}/missing", WRITER, CHUNK_LIST);
        add("POST", NAME + "/pushes/{id}/bases", WRITER, CHUNK_LIST);
        add("PUT", NAME + "/pushes/{id}/packs/{sha256}", WRITER, PACK);
        add("PUT", NAME + "/pushes/{id}/files/{sha256}", WRITER, FILE_CHUNK_LIST);
        add("POST", NAME + "/pushes/{id}/commit", WRITER, COMMIT);
        add("PUT", NAME + "/blobs/{sha256}", WRITER, ANY_SIZE);
        add("GET", NAME + "/blobs/{sha256}", READER);
        add("POST", NAME + "/blobs/{sha256}/plan", READER);
        add("POST", NAME + "/blobs/{sha256}/frames", READER);
        add("POST", NAME + "/blobs/{sha256}/direct", READER);
    }

    private void versions() {
        add("GET", NAME + "/versions", READER);
        add("GET", NAME + "/storage", READER);
        add("POST", NAME + "/versions", WRITER, COMMIT);
        add("GET", NAME + "/versions/{ref}", READER);
        add("DELETE", NAME + "/versions/{ref}", ADMIN);
        add("POST", NAME + "/versions/{ref}/restore", ADMIN);
        add("GET", NAME + "/versions/{ref}/manifest", READER);
        add("GET", NAME + "/versions/{ref}/storage", READER);
        add("GET", NAME + "/versions/{ref}/files/{path*}", READER);
        add("POST", NAME + "/versions/{ref}/labels", WRITER);
        add("POST", NAME + "/versions/{ref}/yank", WRITER);
    }

    private void aliases() {
        add("GET", NAME + "/aliases", READER);
        add("GET", NAME + "/aliases/{alias}", READER);
        add("PUT", NAME + "/aliases/{alias}", WRITER);
        add("DELETE", NAME + "/aliases/{alias}", WRITER);
        add("GET", NAME + "/aliases/{alias}/history", READER);
    }

    private void evidence() {
        add("GET", MODEL + "/validations", READER);
        add("POST", MODEL + "/validations", WRITER);
        add("GET", MODEL + "/validations/{id}", READER);
        add("POST", SUITE + "/recordings", WRITER);
        add("GET", SUITE + "/recordings/{id}", READER);
        add("GET", MODEL + "/promotions", READER);
        add("POST", MODEL + "/promotions", PROMOTER);
        add("GET", MODEL + "/promotions/{id}", READER);
        add("POST", MODEL + "/stages/{stage}/rollback", PROMOTER);
        add("GET", "/api/v1/lineage", TOKEN);
    }

    private void administration() {
        add("GET", MODEL + "/policy", READER);
        add("PUT", MODEL + "/policy", ADMIN);
        add("GET", "/api/v1/namespaces/{ns}/policy", READER);
        add("PUT", "/api/v1/namespaces/{ns}/policy", ADMIN);
        add("GET", "/api/v1/namespaces/{ns}/quota", READER);
        add("PUT", "/api/v1/namespaces/{ns}/quota", ADMINISTRATOR);
        add("GET", "/api/v1/admin/gc", ADMINISTRATOR);
        add("POST", "/api/v1/admin/gc", ADMINISTRATOR);
        add("POST", "/api/v1/admin/fsck", ADMINISTRATOR);
        add("POST", "/api/v1/admin/reindex", ADMINISTRATOR);
        add("GET", "/api/v1/tokens", ADMIN_SOMEWHERE);
        add("POST", "/api/v1/tokens", ADMIN_SOMEWHERE);
        add("DELETE", "/api/v1/tokens/{id}", TOKEN);
        add("GET", "/api/v1/audit", ADMIN_SOMEWHERE);
    }

    private void add(String method, String path, Access access) {
        add(method, path, access, SMALL);
    }

    private void add(String method, String path, Access access, long maxBodyBytes) {
        routes.add(new Route(method, List.of(path.substring(1).split("/")), access, maxBodyBytes));
    }

    /** The routes whose path fits, whatever their method. */
    List<Route> at(List<String> parts) {
        return routes.stream().filter(route -> route.fits(parts)).toList();
    }

    /** Of those, the one that takes the method. */
    static Optional<Route> taking(String method, List<Route> routes) {
        return routes.stream().filter(route -> route.takes(method)).findFirst();
    }
}
