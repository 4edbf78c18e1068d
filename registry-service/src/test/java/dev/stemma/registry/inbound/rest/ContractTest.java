package dev.stemma.registry.inbound.rest;

import static dev.stemma.registry.inbound.Api.admin;
import static dev.stemma.registry.inbound.Api.example;
import static dev.stemma.registry.inbound.Api.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stemma.blob.Digest;
import dev.stemma.blob.plan.PlanFormat;
import dev.stemma.blob.plan.PlanInvalid;
import dev.stemma.blob.plan.PullPlan;
import dev.stemma.registry.inbound.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every route answers as {@code docs/api} says. */
@QuarkusTest
class ContractTest {

    private static final String JSON = "application/json";

    @Test
    void theCallerAndItsNamespaces() {
        Api.version("models/who/thing", "one");
        Shapes.assertLike(example("whoami.json"), json(admin().get("/api/v1/whoami"), 200));
        Shapes.assertLike(example("namespaces.json"), json(admin().get("/api/v1/namespaces"), 200));
    }

    @Test
    void namesAreCreatedDescribedListedAndDeleted() {
        String name = "/api/v1/models/names/thing";
        Shapes.assertLike(example("name.json"), json(post("PUT", name, "{\"description\":\"a\"}"), 201));
        assertEquals(
                "b",
                json(post("PUT", name, "{\"description\":\"b\"}"), 200)
                        .get("description")
                        .asText());
        JsonNode list = json(admin().get("/api/v1/models?ns=names&q=THI&sort=updated&limit=1"), 200);
        Shapes.assertLike(example("names.json"), list);
        assertEquals("names/thing", list.at("/items/0/name").asText());
        assertCode(post("PUT", "/api/v1/datasets/names/thing", "{}"), 409, "KIND_CONFLICT");
        admin().delete(name).then().statusCode(204);
        assertCode(admin().get(name), 404, "NAME_NOT_FOUND");
        Api.version("models/names/kept", "x");
        assertCode(admin().delete("/api/v1/models/names/kept"), 409, "NAME_NOT_EMPTY");
    }

    @Test
    void aListGoesOnWhereItEnded() {
        for (int i = 0; i < 5; i++) {
            post("PUT", "/api/v1/suites/paging/s" + i, "{}").then().statusCode(201);
        }
        JsonNode first = json(admin().get("/api/v1/suites?ns=paging&limit=3"), 200);
        String cursor = first.get("next").asText();
        JsonNode second = json(admin().get("/api/v1/suites?ns=paging&limit=3&cursor=" + cursor), 200);
        assertEquals(3, first.get("items").size());
        assertEquals("paging/s3", second.at("/items/0/name").asText());
        assertTrue(second.get("next").isNull());
        assertCode(admin().get("/api/v1/suites?ns=other&cursor=" + cursor), 400, "REQUEST_INVALID");
        assertCode(admin().get("/api/v1/suites?cursor=AAAA"), 400, "REQUEST_INVALID");
        for (String limit : new String[] {"0", "-1", "1001", "999999999", "x"}) {
            assertCode(admin().get("/api/v1/suites?limit=" + limit), 400, "REQUEST_INVALID");
        }
    }

    @Test
    void aPushOfChunksBecomesAVersionAndComesBackByteForByte() {
        String name = "/api/v1/datasets/push/texts";
        JsonNode push = json(post("POST", name + "/pushes", "{}"), 201);
        Shapes.assertLike(example("push.json"), push);
        String id = push.get("id").asText();
        byte[] chunk = "hello chunk".getBytes(StandardCharsets.UTF_8);
        byte[] list = ByteBuffer.allocate(36)
                .put(Digest.of(chunk).bytes())
                .putInt(chunk.length)
                .array();
        byte[] missing = octets(list)
                .post(name + "/pushes/" + id + "/missing")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertArrayEquals(new byte[] {1}, missing);
        assertArrayEquals(
                new byte[] {0},
                octets(Digest.of(chunk).bytes())
                        .post(name + "/pushes/" + id + "/bases")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
        assertCode(octets(new byte[33]).post(name + "/pushes/" + id + "/bases"), 400, "REQUEST_INVALID");
        String file = name + "/pushes/" + id + "/files/" + Digest.of(chunk) + "?size=" + chunk.length;
        assertCode(octets(list).put(file), 409, "CHUNKS_MISSING");
        Api.put("datasets/push/texts", chunk);
        JsonNode blob = json(octets(list).put(file), 200);
        Shapes.assertLike(example("blob.json"), blob);
        String manifest = Api.manifest("datasets/push/texts", "hello.txt", chunk.length, Digest.of(chunk));
        JsonNode version = json(
                admin().contentType(JSON)
                        .body(Map.of("manifest", manifest, "message", "m", "aliases", new String[] {"newest"}))
                        .post(name + "/pushes/" + id + "/commit"),
                201);
        Shapes.assertLike(example("version.json"), version);
        admin().get(name + "/versions/@newest/manifest")
                .then()
                .statusCode(200)
                .body(equalTo(manifest))
                .header("ETag", "\"" + version.get("digest").asText() + "\"");
        assertArrayEquals(
                chunk,
                admin().get(name + "/versions/v1/files/hello.txt")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
    }

    @Test
    void filesAreServedInRangesAndNeverRendered() {
        Api.version("models/files/thing", "0123456789");
        String file = "/api/v1/models/files/thing/versions/v1/files/a/notes%20%C3%A9.txt";
        Response whole = admin().get(file);
        whole.then()
                .statusCode(200)
                .body(equalTo("0123456789"))
                .header("Content-Disposition", "attachment; filename*=UTF-8''notes%20%C3%A9.txt")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .header("Accept-Ranges", "bytes")
                .contentType("application/octet-stream");
        String etag = whole.header("ETag");
        admin().head(file).then().statusCode(200).header("Content-Length", "10");
        admin().header("Range", "bytes=2-4")
                .get(file)
                .then()
                .statusCode(206)
                .body(equalTo("234"))
                .header("Content-Range", "bytes 2-4/10");
        admin().header("Range", "bytes=-3").get(file).then().statusCode(206).body(equalTo("789"));
        admin().header("Range", "bytes=8-")
                .header("If-Range", etag)
                .get(file)
                .then()
                .statusCode(206)
                .body(equalTo("89"));
        admin().header("Range", "bytes=8-")
                .header("If-Range", "\"x\"")
                .get(file)
                .then()
                .statusCode(200);
        admin().header("Range", "bytes=1-2,4-5").get(file).then().statusCode(200);
        admin().header("If-None-Match", etag).get(file).then().statusCode(304);
        Response outside = admin().header("Range", "bytes=10-").get(file);
        assertCode(outside, 416, "RANGE_NOT_SATISFIABLE");
        assertEquals("bytes */10", outside.header("Content-Range"));
        assertCode(admin().get("/api/v1/models/files/thing/versions/v1/files/none"), 404, "FILE_NOT_FOUND");
        admin().get("/api/v1/models/files/thing/blobs/" + Digest.of("0123456789".getBytes(StandardCharsets.UTF_8)))
                .then()
                .statusCode(200);
        assertCode(admin().get("/api/v1/models/files/thing/blobs/" + "0".repeat(64)), 404, "BLOB_NOT_FOUND");
    }

    @Test
    void aFileIsPlannedAndItsFramesAreServed() throws Exception {
        byte[] text = "0123456789 planned".getBytes(StandardCharsets.UTF_8);
        Digest file = Digest.of(text);
        Api.version("models/files/planned", new String(text, StandardCharsets.UTF_8));
        String blob = "/api/v1/models/files/planned/blobs/" + file;
        PullPlan whole = planned(blob, "{\"have\":[]}");
        assertEquals(text.length, whole.sizeBytes());
        assertEquals(text.length, whole.fetchedBytes());
        assertEquals(0, planned(blob, "{\"have\":[\"" + file + "\"]}").fetchedBytes());
        String frames = "{\"have\":[],\"plan\":\"" + whole.tag() + "\",\"frames\":\"0\"}";
        Response answer = post("POST", blob + "/frames", frames);
        answer.then().statusCode(200).header("Content-Length", String.valueOf(text.length));
        assertArrayEquals(text, answer.asByteArray());
        assertCode(post("POST", blob + "/frames", frames.replace("\"0\"", "\"1\"")), 400, "REQUEST_INVALID");
        assertCode(post("POST", blob + "/frames", frames.replace("\"0\"", "\"0-\"")), 400, "REQUEST_INVALID");
        assertCode(post("POST", blob + "/frames", frames.replace(whole.tag(), "0".repeat(16))), 409, "PLAN_CHANGED");
        assertCode(post("POST", blob + "/plan", "{\"have\":[\"x\"]}"), 400, "DIGEST_INVALID");
        assertCode(
                post(
                        "POST",
                        blob + "/plan",
                        example("plan-request.json").toString().replace("have", "has")),
                400,
                "JSON_INVALID");
        assertEquals(
                text.length,
                planned(blob, example("plan-request.json").toString()).fetchedBytes());
        assertCode(post("POST", blob + "/frames", example("frames-request.json").toString()), 409, "PLAN_CHANGED");
    }

    @Test
    void aServerThatGivesNoAddressesSaysSo() {
        String text = "0123456789 not direct";
        Api.version("models/files/direct", text);
        String blob = "/api/v1/models/files/direct/blobs/" + Digest.of(text.getBytes(StandardCharsets.UTF_8));
        String question = example("direct-request.json").toString();
        assertCode(post("POST", blob + "/direct", question), 409, "DIRECT_OFF");
        assertCode(post("POST", blob.replace("files", "others") + "/direct", question), 404, "NAME_NOT_FOUND");
        assertCode(post("POST", blob + "/direct", question.replace("offset", "start")), 400, "JSON_INVALID");
    }

    private PullPlan planned(String blob, String question) throws PlanInvalid {
        Response answer = post("POST", blob + "/plan", question);
        answer.then().statusCode(200).contentType("application/octet-stream");
        return PlanFormat.read(answer.asByteArray());
    }

    @Test
    void versionsAreListedLabelledAndYanked() {
        Api.version("models/versions/thing", "one");
        Api.version("models/versions/thing", "two");
        String versions = "/api/v1/models/versions/thing/versions";
        Shapes.assertLike(example("versions.json"), json(admin().get(versions), 200));
        JsonNode labelled = json(post("POST", versions + "/v1/labels", "{\"label\":\"1.0.0\"}"), 201);
        assertEquals("1.0.0", labelled.at("/labels/0").asText());
        assertCode(post("POST", versions + "/v2/labels", "{\"label\":\"1.0.0\"}"), 409, "LABEL_TAKEN");
        assertCode(post("POST", versions + "/v2/labels", "{\"label\":\"v9\"}"), 400, "NAME_INVALID");
        JsonNode yanked = json(post("POST", versions + "/v2/yank", "{\"reason\":\"bad\"}"), 200);
        assertEquals("bad", yanked.at("/yanked/reason").asText());
        assertEquals(
                "v1",
                json(admin().get(versions + "/@latest"), 200).get("version").asText());
        assertTrue(json(post("POST", versions + "/v2/yank", "{\"reason\":null,\"undo\":true}"), 200)
                .get("yanked")
                .isNull());
        assertCode(admin().get(versions + "/v9"), 404, "VERSION_NOT_FOUND");
        assertCode(admin().get(versions + "/v0"), 400, "REFERENCE_INVALID");
    }

    @Test
    void versionsAndNamesTellWhatTheyTakeInStorage() {
        // Words that no other test stores: what an administrator puts is taken over from any namespace.
        Api.version("models/usage/thing", "nil");
        Api.version("models/usage/thing", "naught");
        String thing = "/api/v1/models/usage/thing";
        JsonNode all = json(admin().get(thing + "/storage"), 200);
        Shapes.assertLike(example("storage.json"), all);
        assertEquals(2, all.get("versions").asInt());
        assertEquals(9, all.at("/totals/logicalBytes").asInt());
        assertTrue(all.at("/totals/storedBytes").asInt() > 2 * 52);
        assertEquals(all.at("/totals/storedBytes"), all.at("/totals/uniqueBytes"));
        assertEquals(0, all.at("/totals/sharedBytes").asInt());
        JsonNode first = json(admin().get(thing + "/storage?limit=1"), 200);
        assertEquals("v2", first.at("/items/0/version").asText());
        assertEquals(9, first.at("/totals/logicalBytes").asInt());
        String cursor = first.get("next").asText();
        JsonNode second = json(admin().get(thing + "/storage?limit=1&cursor=" + cursor), 200);
        assertEquals("v1", second.at("/items/0/version").asText());
        assertTrue(second.get("next").isNull());
        assertCode(admin().get(thing + "/versions?cursor=" + cursor), 400, "REQUEST_INVALID");
        JsonNode version = json(admin().get(thing + "/versions/@latest/storage"), 200);
        Shapes.assertLike(example("version-storage.json"), version);
        assertEquals("v2", version.get("version").asText());
        assertTrue(version.at("/usage/complete").asBoolean());
        assertEquals(1, version.at("/files/0/codecs/0/chunks").asInt());
        assertEquals(6, version.at("/files/0/codecs/0/rawBytes").asInt());
        assertCode(admin().get(thing + "/versions/v9/storage"), 404, "VERSION_NOT_FOUND");
        assertCode(admin().get("/api/v1/datasets/usage/thing/storage"), 404, "NAME_NOT_FOUND");
    }

    @Test
    void aliasesMoveByCompareAndSwap() {
        Api.version("models/aliases/thing", "one");
        Api.version("models/aliases/thing", "two");
        String alias = "/api/v1/models/aliases/thing/aliases/candidate";
        assertCode(post("PUT", alias, "{\"version\":\"v1\"}"), 428, "PRECONDITION_REQUIRED");
        Response created = admin().contentType(JSON)
                .header("If-None-Match", "*")
                .body("{\"version\":\"v1\",\"reason\":\"r\"}")
                .put(alias);
        Shapes.assertLike(example("alias.json"), json(created, 201));
        String etag = created.header("ETag");
        assertCode(
                admin().contentType(JSON)
                        .header("If-None-Match", "*")
                        .body("{\"version\":\"v2\"}")
                        .put(alias),
                412,
                "ALIAS_MOVED");
        assertCode(
                admin().contentType(JSON)
                        .header("If-Match", "W/" + etag)
                        .body("{\"version\":\"v2\"}")
                        .put(alias),
                412,
                "ALIAS_MOVED");
        admin().contentType(JSON)
                .header("If-Match", etag)
                .body("{\"version\":\"v2\"}")
                .put(alias)
                .then()
                .statusCode(200);
        assertCode(
                admin().contentType(JSON)
                        .header("If-Match", etag)
                        .body("{\"version\":\"v1\"}")
                        .put(alias),
                412,
                "ALIAS_MOVED");
        Shapes.assertLike(example("aliases.json"), json(admin().get("/api/v1/models/aliases/thing/aliases"), 200));
        Shapes.assertLike(example("alias-history.json"), json(admin().get(alias + "/history"), 200));
        String now = admin().get(alias).header("ETag");
        admin().header("If-Match", now).delete(alias).then().statusCode(204);
        assertCode(admin().get(alias), 404, "ALIAS_NOT_FOUND");
        String stage = "/api/v1/models/aliases/thing/aliases/production";
        assertCode(
                admin().contentType(JSON)
                        .header("If-None-Match", "*")
                        .body("{\"version\":\"v1\"}")
                        .put(stage),
                422,
                "ALIAS_PROTECTED");
    }

    @Test
    void ofManyWhoMoveAnAliasAtOnceOneWins() throws Exception {
        Api.version("models/race/thing", "one");
        String alias = "/api/v1/models/race/thing/aliases/candidate";
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> move = () -> admin().contentType(JSON)
                    .header("If-None-Match", "*")
                    .body("{\"version\":\"v1\"}")
                    .put(alias)
                    .statusCode();
            var statuses =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> move).toList());
            int won = 0;
            for (var status : statuses) {
                won += status.get() == 201 ? 1 : 0;
                assertTrue(status.get() == 201 || status.get() == 412, "" + status.get());
            }
            assertEquals(1, won);
        }
    }

    @Test
    void promotionsAreDecidedRecordedAndRolledBack() throws IOException {
        Api.version("models/stages/thing", "one");
        String model = "/api/v1/models/stages/thing";
        String policy = "stages:\n  staging:\n    gates: []\n  production:\n    gates:\n      - validated: {}\n";
        Response put = admin().contentType("application/yaml")
                .header("If-None-Match", "*")
                .body(bytes(policy))
                .put(model + "/policy");
        assertEquals(201, put.statusCode(), put.asString());
        admin().get(model + "/policy")
                .then()
                .statusCode(200)
                .body(equalTo(policy))
                .header("ETag", put.header("ETag"));
        assertCode(
                admin().contentType("application/yaml")
                        .header("If-Match", "\"99\"")
                        .body(bytes(policy))
                        .put(model + "/policy"),
                412,
                "POLICY_MOVED");
        assertCode(
                admin().contentType("application/yaml")
                        .header("If-Match", put.header("ETag"))
                        .body(bytes("stages: ["))
                        .put(model + "/policy"),
                400,
                "POLICY_INVALID");
        Response refused = post("POST", model + "/promotions", "{\"version\":\"v1\",\"stage\":\"production\"}");
        JsonNode decision = json(refused, 201);
        Shapes.assertLike(example("promotion.json"), decision);
        assertEquals("refused", decision.get("state").asText());
        assertEquals(
                model + "/promotions/" + decision.get("id").asText(),
                refused.header("Location").replaceFirst("^https?://[^/]+", ""));
        assertEquals(
                decision,
                json(admin().get(model + "/promotions/" + decision.get("id").asText()), 200));
        assertEquals(
                "applied",
                json(
                                post(
                                        "POST",
                                        model + "/promotions",
                                        "{\"version\":\"v1\",\"stage\":\"staging\",\"dryRun\":true}"),
                                200)
                        .get("state")
                        .asText());
        assertEquals(
                "applied",
                json(post("POST", model + "/promotions", "{\"version\":\"v1\",\"stage\":\"staging\"}"), 201)
                        .get("state")
                        .asText());
        assertCode(
                post("POST", model + "/promotions", "{\"version\":\"v1\",\"stage\":\"staging\",\"expect\":\"v7\"}"),
                412,
                "STAGE_MOVED");
        assertCode(
                post("POST", model + "/stages/staging/rollback", "{\"reason\":\"r\",\"to\":null}"),
                409,
                "NO_PREVIOUS_HOLDER");
        Shapes.assertLike(example("promotions.json"), json(admin().get(model + "/promotions"), 200));
        String example = Files.readString(Api.repository().resolve("docs/api/examples/policy.yaml"));
        Response namespace = admin().contentType("application/yaml")
                .header("If-None-Match", "*")
                .body(bytes(example))
                .put("/api/v1/namespaces/stages/policy");
        assertEquals(201, namespace.statusCode(), namespace.asString());
    }

    @Test
    void validationsAndRecordingsAreQueued() {
        Api.version("models/checks/thing", "no model");
        String model = "/api/v1/models/checks/thing";
        JsonNode queued = json(post("POST", model + "/validations", "{\"version\":\"v1\"}"), 202);
        Shapes.assertLike(example("validation.json"), queued);
        Shapes.assertLike(
                example("validation.json"),
                json(admin().get(model + "/validations/" + queued.get("id").asText()), 200));
        Shapes.assertLike(example("validations.json"), json(admin().get(model + "/validations?version=v1"), 200));
        assertCode(admin().get(model + "/validations/val_none"), 404, "VALIDATION_NOT_FOUND");
        Api.version("suites/checks/cases", "no suite");
        String suite = "/api/v1/suites/checks/cases";
        JsonNode recording =
                json(post("POST", suite + "/recordings", "{\"inputs\":\"v1\",\"model\":\"checks/thing:v1\"}"), 202);
        Shapes.assertLike(example("recording.json"), recording);
        Shapes.assertLike(
                example("recording.json"),
                json(admin().get(suite + "/recordings/" + recording.get("id").asText()), 200));
    }

    @Test
    void lineageIsGivenAsJsonDotAndMermaid() {
        Api.version("models/lineage/thing", "one");
        String lineage = "/api/v1/lineage?focus=lineage/thing:v1&up=all&down=2";
        Shapes.assertLike(example("lineage.json"), json(admin().get(lineage), 200));
        admin().get(lineage + "&format=dot").then().statusCode(200).body(startsWith("digraph"));
        admin().get(lineage + "&format=mermaid").then().statusCode(200).body(startsWith("flowchart"));
        assertCode(admin().get(lineage + "&format=svg"), 400, "REQUEST_INVALID");
        assertCode(admin().get("/api/v1/lineage"), 400, "REQUEST_INVALID");
    }

    @Test
    void tokensAreShownOnceListedAndRevokedAtOnce() {
        String body = "{\"user\":\"ci\",\"name\":\"robot\",\"roles\":{\"tokens\":\"writer\"},\"expiresInDays\":90}";
        JsonNode issued = json(post("POST", "/api/v1/tokens", body), 201);
        Shapes.assertLike(example("token.json"), issued);
        JsonNode list = json(admin().get("/api/v1/tokens"), 200);
        Shapes.assertLike(example("tokens.json"), list);
        assertTrue(!list.toString().contains(issued.get("token").asText()));
        Api.as(issued.get("token").asText())
                .get("/api/v1/whoami")
                .then()
                .statusCode(200)
                .body("user", equalTo("ci"));
        admin().delete("/api/v1/tokens/" + issued.get("id").asText()).then().statusCode(204);
        Api.as(issued.get("token").asText()).get("/api/v1/whoami").then().statusCode(401);
        String nsAdmin = Api.token("tokens", "admin");
        Response beyond = Api.as(nsAdmin)
                .contentType(JSON)
                .body(body.replace("\"tokens\"", "\"*\""))
                .post("/api/v1/tokens");
        assertTrue(beyond.statusCode() == 403 || beyond.statusCode() == 404, beyond.asString());
    }

    @Test
    void aTokenThatNamesAnotherUserGivesNoPowerOverThatUsersTokens() {
        String issue = "{\"user\":\"alice\",\"name\":\"laptop\",\"roles\":{\"%s\":\"%s\"},\"expiresInDays\":9}";
        JsonNode victim = json(post("POST", "/api/v1/tokens", issue.formatted("theirs", "writer")), 201);
        JsonNode namesake = json(post("POST", "/api/v1/tokens", issue.formatted("mine", "admin")), 201);
        String attacker = namesake.get("token").asText();
        Api.as(attacker)
                .delete("/api/v1/tokens/" + victim.get("id").asText())
                .then()
                .statusCode(404);
        assertTrue(!Api.as(attacker).get("/api/v1/tokens").asString().contains("theirs"));
        Api.as(attacker)
                .delete("/api/v1/tokens/" + namesake.get("id").asText())
                .then()
                .statusCode(204);
    }

    @Test
    void theAuditLogTellsWhoDidWhat() {
        Api.version("models/audited/thing", "one");
        JsonNode audit = json(admin().get("/api/v1/audit?ns=audited&limit=5"), 200);
        Shapes.assertLike(example("audit.json"), audit);
        assertTrue(!audit.get("items").isEmpty());
        String nsAdmin = Api.token("audited", "admin");
        Api.as(nsAdmin).get("/api/v1/audit?ns=audited").then().statusCode(200);
        assertEquals(403, Api.as(nsAdmin).get("/api/v1/audit").statusCode());
    }

    @Test
    void aRequestWithAnIdempotencyKeyActsOnce() {
        Api.version("models/once/thing", "one");
        String promotions = "/api/v1/models/once/thing/promotions";
        String body = "{\"version\":\"v1\",\"stage\":\"staging\"}";
        Response first = admin().contentType(JSON)
                .header("Idempotency-Key", "k-1")
                .body(body)
                .post(promotions);
        Response second = admin().contentType(JSON)
                .header("Idempotency-Key", "k-1")
                .body(" " + body)
                .post(promotions);
        assertEquals(201, first.statusCode(), first.asString());
        assertEquals(first.asString(), second.asString());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(1, json(admin().get(promotions), 200).get("items").size());
        Response other = admin().contentType(JSON)
                .header("Idempotency-Key", "k-1")
                .body(body.replace("v1", "@latest"))
                .post(promotions);
        assertCode(other, 422, "IDEMPOTENCY_KEY_REUSED");
        for (String key : new String[] {"a b", "k".repeat(129), "é"}) {
            assertCode(
                    admin().contentType(JSON)
                            .header("Idempotency-Key", key)
                            .body(body)
                            .post(promotions),
                    400,
                    "REQUEST_INVALID");
        }
        String token = "{\"user\":\"ci\",\"roles\":{\"once\":\"reader\"}}";
        Response issued = admin().contentType(JSON)
                .header("Idempotency-Key", "k-2")
                .body(token)
                .post("/api/v1/tokens");
        Response again = admin().contentType(JSON)
                .header("Idempotency-Key", "k-2")
                .body(token)
                .post("/api/v1/tokens");
        assertEquals(issued.<String>path("id"), again.path("id"));
        assertTrue(json(again, 201).get("token").isNull());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Response post(String method, String path, String body) {
        return admin().contentType(JSON).body(body).request(method, path);
    }

    private static io.restassured.specification.RequestSpecification octets(byte[] body) {
        return admin().contentType("application/octet-stream").body(body);
    }

    static void assertCode(Response response, int status, String code) {
        assertEquals(status, response.statusCode(), response.asString());
        assertEquals(code, response.path("code"), response.asString());
        Shapes.assertLike(example("problem.json"), json(response, status));
        assertEquals("application/problem+json", response.contentType());
    }
}
