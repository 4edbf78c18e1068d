package dev.stemma.registry.inbound;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stemma.blob.Digest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The API as a test's client sees it. */
public final class Api {

    /** Reads JSON. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private Api() {}

    /** The folder of the repository. */
    public static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs/api"))
                ? here
                : here.resolve("..").normalize();
    }

    /** The administrator's token, as the embedded server wrote it. */
    public static String administrator() {
        try {
            String folder = ConfigProvider.getConfig().getValue("stemma.data-dir", String.class);
            return Files.readString(Path.of(folder, "token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request of the administrator. */
    public static RequestSpecification admin() {
        return as(administrator());
    }

    /** A request with a token. */
    public static RequestSpecification as(String token) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    /** A new token with one role. */
    public static String token(String namespace, String role) {
        return admin().contentType("application/json")
                .body(Map.of(
                        "user",
                        role + "-of-" + namespace.replace("*", "all"),
                        "name",
                        "test",
                        "roles",
                        Map.of(namespace, role)))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** Puts a small file through a name. */
    public static Digest put(String name, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        admin().contentType("application/octet-stream")
                .body(bytes)
                .put("/api/v1/" + name + "/blobs/" + digest)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
        return digest;
    }

    /** A version of one text file. */
    public static JsonNode version(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = put(name, bytes);
        return json(commit(name, manifest(name, "a/notes \u00e9.txt", bytes.length, digest)), 201);
    }

    /** Commits a manifest without a push. */
    public static Response commit(String name, String manifest) {
        return admin().contentType("application/json")
                .body(Map.of("manifest", manifest))
                .post("/api/v1/" + name + "/versions");
    }

    /** A manifest of one file. */
    public static String manifest(String name, String path, long size, Digest digest) {
        String plural = name.substring(0, name.indexOf('/'));
        String kind = plural.substring(0, plural.length() - 1);
        String tree = kind.equals("dataset")
                ? ",\"tree\":\""
                        + Digest.of((digest.hex() + "  " + size + "  " + path + "\n").getBytes(StandardCharsets.UTF_8))
                        + "\""
                : "";
        return "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"" + kind
                + "\",\"files\":[{\"path\":\"" + path + "\",\"sizeBytes\":" + size + ",\"sha256\":\"" + digest
                + "\",\"mediaType\":\"text/plain\"}]" + tree + "}";
    }

    /** The body of an answer with that status. */
    public static JsonNode json(Response response, int status) {
        String body = response.then().statusCode(status).extract().asString();
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An example of the contract. */
    public static JsonNode example(String file) {
        try {
            return JSON.readTree(
                    repository().resolve("docs/api/examples").resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
