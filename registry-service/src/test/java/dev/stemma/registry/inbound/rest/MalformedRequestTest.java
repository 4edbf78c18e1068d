package dev.stemma.registry.inbound.rest;

import static dev.stemma.registry.inbound.Api.admin;
import static dev.stemma.registry.inbound.rest.ContractTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.registry.inbound.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not be accepted, and that nothing is harmed by it. */
@QuarkusTest
class MalformedRequestTest {

    private static final String JSON = "application/json";
    private static final String NAME = "/api/v1/models/malformed/thing";

    @Test
    void namesThatBreakTheGrammarAreRefused() {
        for (String bad : List.of(
                "..%2fx",
                "%252e%252e",
                "a%5cb",
                "A",
                "a%00b",
                "a%3bb",
                "a%23b",
                "a%3fb",
                "%EF%BD%81",
                "a%E2%80%AEb",
                "%C3%A9",
                "e%CC%81",
                "a..b",
                "-a",
                "a-",
                "a".repeat(65))) {
            assertCode(admin().get("/api/v1/models/malformed/" + bad), 400, "NAME_INVALID");
            assertCode(admin().get("/api/v1/models/" + bad + "/thing"), 400, "NAME_INVALID");
            assertCode(admin().get(NAME + "/aliases/" + bad), 400, "NAME_INVALID");
        }
    }

    @Test
    void digestsThatAreNoneAreRefused() {
        String hex = "0".repeat(64);
        for (String bad : List.of(
                "sha256:..%2fx",
                "sha256:", "md5:" + hex, "sha256:" + hex + "0", hex.substring(1), "A" + hex.substring(1))) {
            assertCode(admin().get(NAME + "/blobs/" + bad), 400, "DIGEST_INVALID");
        }
    }

    @Test
    void bodiesThatAreNotTheJsonExpectedAreRefused() {
        for (String bad : List.of(
                "",
                "[]",
                "null",
                "nul",
                "{",
                "{\"description\":1}",
                "{\"description\":\"a\",\"description\":\"b\"}",
                "{\"x\":1}",
                "{\"description\":\"a\"}x",
                "{\"description\":\"a\",}",
                "{\"description\":[\"a\"]}",
                "{\"description\":NaN}",
                "{\"description\":\"\\u0000\"}",
                "{\"description\":\"\\ud800\"}",
                "\uFEFF{}",
                "{\"description\":" + "[".repeat(100_000))) {
            Response answer = admin().contentType(JSON)
                    .body(bad.getBytes(StandardCharsets.UTF_8))
                    .put(NAME);
            if (bad.isEmpty()) {
                assertEquals(201, answer.statusCode(), "an empty body counts as {}");
            } else {
                assertCode(answer, 400, "JSON_INVALID");
            }
        }
        assertCode(
                admin().contentType(JSON)
                        .body(new byte[] {'{', '"', (byte) 0xff, '"', '}'})
                        .put(NAME),
                400,
                "JSON_INVALID");
    }

    @Test
    void onlyTheContentTypeOfTheRouteIsTaken() {
        assertCode(admin().contentType("text/plain").body("{}").put(NAME), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertCode(admin().contentType(JSON).body("{}").put(NAME + "/policy"), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertCode(
                admin().contentType(JSON)
                        .header("Content-Encoding", "gzip")
                        .body("{}")
                        .put(NAME),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertCode(admin().header("Accept", "image/png").get("/api/v1/whoami"), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void bodiesBeyondTheLimitAreRefused() throws IOException {
        byte[] large = ("{\"description\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertCode(admin().contentType(JSON).body(large).put(NAME), 413, "PAYLOAD_TOO_LARGE");
        String head = "PUT " + NAME
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + authorization();
        String chunk = Integer.toHexString(large.length) + "\r\n" + new String(large, StandardCharsets.UTF_8)
                + "\r\n0\r\n\r\n";
        assertTrue(raw(head + "\r\n" + chunk).startsWith("HTTP/1.1 413"));
    }

    @Test
    void aWrongDigestOrSizeKeepsNothing() {
        byte[] bytes = "something".getBytes(StandardCharsets.UTF_8);
        Digest other = Digest.of("other".getBytes(StandardCharsets.UTF_8));
        assertCode(
                admin().contentType("application/octet-stream").body(bytes).put(NAME + "/blobs/" + other),
                422,
                "DIGEST_MISMATCH");
        String manifest = Api.manifest("models/malformed/thing", "x", 9, other);
        assertCode(Api.commit("models/malformed/thing", manifest), 409, "BLOBS_MISSING");
    }

    @Test
    void aBodyThatEndsEarlyKeepsNothing() throws IOException {
        byte[] bytes = "never whole".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        String head = "PUT " + NAME + "/blobs/" + digest + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n"
                + authorization();
        try (Socket socket = connect()) {
            socket.getOutputStream().write((head + "\r\nnever").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
        String manifest = Api.manifest("models/malformed/thing", "x", bytes.length, digest);
        assertCode(Api.commit("models/malformed/thing", manifest), 409, "BLOBS_MISSING");
    }

    @Test
    void aBodyInOneByteChunksArrivesWhole() throws IOException {
        StringBuilder body = new StringBuilder();
        "{\"description\":\"tiny\"}"
                .chars()
                .forEach(c -> body.append("1\r\n").append((char) c).append("\r\n"));
        String head = "PUT " + NAME
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + authorization();
        assertTrue(raw(head + "\r\n" + body + "0\r\n\r\n").matches("(?s)HTTP/1.1 20[01].*tiny.*"));
    }

    @Test
    void brokenRequestsAreRefusedAndTheNextIsServed() throws IOException {
        for (String broken : List.of(
                "GET /api/v1//models HTTP/1.1\r\nHost: localhost\r\n" + authorization() + "\r\n",
                "GET //api/v1/models HTTP/1.1\r\nHost: localhost\r\n" + authorization() + "\r\n",
                "GET /api/v1/models/../whoami HTTP/1.1\r\nHost: localhost\r\n" + authorization() + "\r\n",
                "GET /api/v1/whoami HTTP/1.1\r\n" + authorization() + "\r\n",
                "GET /q/health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n{}",
                "NONSENSE\r\n\r\n")) {
            String answer = raw(broken);
            assertTrue(
                    answer.isEmpty() || answer.matches("(?s)HTTP/1.[01] 4\\d\\d.*"),
                    broken.lines().findFirst() + ": " + answer);
            admin().get("/api/v1/whoami").then().statusCode(200);
        }
    }

    private static String authorization() {
        return "Authorization: Bearer " + Api.administrator() + "\r\nConnection: close\r\n";
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                return ""; // refused before it was sent whole
            }
            return answer(socket.getInputStream());
        }
    }

    private static String answer(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
