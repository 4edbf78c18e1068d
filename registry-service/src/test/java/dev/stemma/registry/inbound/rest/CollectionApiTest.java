package dev.stemma.registry.inbound.rest;

import static dev.stemma.registry.inbound.Api.admin;
import static dev.stemma.registry.inbound.Api.example;
import static dev.stemma.registry.inbound.Api.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Digest;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.registry.flow.collect.Collection;
import dev.stemma.registry.inbound.Api;
import dev.stemma.registry.port.NamespaceUse;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removal, collection, quotas and integrity checks, as clients see them. */
@QuarkusTest
class CollectionApiTest {

    private static final String JSON = "application/json";

    @Inject
    Collection collection;

    @Inject
    NamespaceUse use;

    @Inject
    BlobIndex index;

    @Inject
    ObjectStore objects;

    private static void refused(Response response, int status, String code) {
        assertEquals(code, json(response, status).get("code").asText());
    }

    private long used(String namespace) {
        return json(admin().get("/api/v1/namespaces/" + namespace + "/quota"), 200)
                .get("usedBytes")
                .asLong();
    }

    @Test
    void aRemovedVersionStaysListedAndCanBeRestoredUntilItIsCollected() {
        String name = "/api/v1/models/removal/m";
        Api.version("models/removal/m", "first");
        Api.version("models/removal/m", "second");
        assertEquals(11, used("removal"));
        JsonNode removed = json(admin().delete(name + "/versions/v2?reason=recalled"), 200);
        assertEquals("recalled", removed.at("/removed/reason").asText());
        assertEquals(5, used("removal"));
        json(admin().delete(name + "/versions/v2"), 200);
        assertEquals(5, used("removal"), "removing it again counts nothing");
        refused(admin().get(name + "/versions/v2/manifest"), 410, "VERSION_REMOVED");
        refused(admin().get(name + "/versions/v2/files/a/notes%20%C3%A9.txt"), 410, "VERSION_REMOVED");
        refused(
                admin().get(name + "/blobs/" + Digest.of("second".getBytes(StandardCharsets.UTF_8))),
                404,
                "BLOB_NOT_FOUND");
        assertEquals(
                "v1",
                json(admin().get(name + "/versions/@latest"), 200)
                        .get("version")
                        .asText());
        JsonNode plan = json(admin().get("/api/v1/admin/gc"), 200);
        Shapes.assertLike(example("collection-plan.json"), plan);
        assertTrue(plan.get("versions").findValuesAsText("ref").contains("removal/m:v2"), plan.toString());

        json(admin().contentType(JSON).body("{}").post(name + "/versions/v2/restore"), 200);
        assertEquals(11, used("removal"));
        assertEquals(
                "v2",
                json(admin().get(name + "/versions/@latest"), 200)
                        .get("version")
                        .asText());

        json(admin().delete(name + "/versions/v2"), 200);
        Shapes.assertLike(example("collected.json"), json(admin().post("/api/v1/admin/gc"), 200));
        json(admin().contentType(JSON).body("{}").post(name + "/versions/v2/restore"), 200);
        json(admin().delete(name + "/versions/v2"), 200);
        var _ = collection.collect(Duration.ZERO);
        refused(admin().contentType(JSON).body("{}").post(name + "/versions/v2/restore"), 410, "VERSION_PURGED");
        JsonNode again = Api.version("models/removal/m", "third");
        assertEquals("v3", again.get("version").asText(), "numbers are never given again");
        byte[] second = "second".getBytes(StandardCharsets.UTF_8);
        Digest digest = Api.put("models/removal/m", second);
        json(
                Api.commit(
                        "models/removal/m",
                        Api.manifest("models/removal/m", "a/notes \u00e9.txt", second.length, digest)),
                200);
        admin().get(name + "/versions/v2/files/a/notes%20%C3%A9.txt").then().statusCode(200);
        assertEquals(
                List.of(),
                use.differences().stream()
                        .filter(one -> one.namespace().equals("removal"))
                        .toList());
    }

    @Test
    void aVersionThatAnAliasHoldsIsNotRemoved() {
        String name = "/api/v1/models/holding/m";
        Api.version("models/holding/m", "one");
        admin().contentType(JSON)
                .header("If-None-Match", "*")
                .body("{\"version\":\"v1\"}")
                .put(name + "/aliases/candidate")
                .then()
                .statusCode(201);
        refused(admin().delete(name + "/versions/v1"), 409, "VERSION_HELD");
        admin().get(name + "/versions/v1/manifest").then().statusCode(200);
        assertEquals(3, used("holding"));
    }

    @Test
    void aFullNamespaceTakesNothingMore() {
        Api.version("models/quota/m", "0123456789");
        String path = "/api/v1/namespaces/quota/quota";
        JsonNode quota =
                json(admin().contentType(JSON).body("{\"quotaBytes\":12}").put(path), 200);
        Shapes.assertLike(example("quota.json"), quota);
        byte[] more = "more".getBytes(StandardCharsets.UTF_8);
        Response early = admin().contentType("application/octet-stream")
                .body(more)
                .put("/api/v1/models/quota/m/blobs/" + Digest.of(more));
        refused(early, 403, "QUOTA_EXCEEDED");
        json(admin().contentType(JSON).body("{\"quotaBytes\":16}").put(path), 200);
        Digest digest = Api.put("models/quota/m", more);
        json(admin().contentType(JSON).body("{\"quotaBytes\":13}").put(path), 200);
        refused(
                Api.commit("models/quota/m", Api.manifest("models/quota/m", "a.txt", 4, digest)),
                403,
                "QUOTA_EXCEEDED");
        assertEquals(10, used("quota"), "a refused commit counts nothing");
        json(admin().contentType(JSON).body("{\"quotaBytes\":null}").put(path), 200);
        json(Api.commit("models/quota/m", Api.manifest("models/quota/m", "a.txt", 4, digest)), 201);
        refused(admin().contentType(JSON).body("{\"quotaBytes\":-1}").put(path), 400, "REQUEST_INVALID");
    }

    @Test
    void damageIsNamedAndTheNextPushHealsIt() throws Exception {
        String text = "these bytes will rot " + System.nanoTime();
        Api.version("models/rot/m", text);
        Digest digest = Digest.of(text.getBytes(StandardCharsets.UTF_8));
        String key = index.locate(List.of(digest))
                .getOrDefault(digest, List.of())
                .getFirst()
                .packKey();
        var object = objects.head(key).orElseThrow();
        byte[] bytes;
        try (var in = objects.open(key, 0, object.sizeBytes())) {
            bytes = in.readAllBytes();
        }
        bytes[bytes.length / 3] ^= 1;
        objects.delete(key);
        objects.put(key, bytes.length, new ByteArrayInputStream(bytes));

        JsonNode report = json(admin().post("/api/v1/admin/fsck?deep=true"), 200);
        Shapes.assertLike(example("fsck.json"), report);
        assertTrue(report.get("damages").findValuesAsText("object").contains(key), report.toString());
        assertTrue(report.toString().contains("rot/m:v1/a/notes \u00e9.txt"), report.toString());
        String file = "/api/v1/models/rot/m/versions/v1/files/a/notes%20%C3%A9.txt";
        assertFalse(sound(file, text), "damaged bytes were served");

        Api.put("models/rot/m", text.getBytes(StandardCharsets.UTF_8));
        assertTrue(sound(file, text));
        report = json(admin().post("/api/v1/admin/fsck?deep=true"), 200);
        assertFalse(report.get("damages").findValuesAsText("object").contains(key), report.toString());
    }

    private static boolean sound(String file, String text) {
        try {
            Response response = admin().get(file);
            return response.statusCode() == 200 && text.equals(response.asString());
        } catch (Exception e) {
            return false; // the connection was cut
        }
    }
}
