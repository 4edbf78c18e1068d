package dev.stemma.registry.reliability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The plainest client of the API: one request after the other, each tried once. */
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK_BYTES = 1 << 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String token;

    Client(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * A version that holds one file, {@code w.bin}.
     *
     * @param name of the model
     * @param manifest digest of the manifest
     * @param content digest of the file
     */
    record Version(String name, Digest manifest, Digest content) {}

    /** What is to be pushed. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Draft(String name, byte[] bytes) {

        String manifest() {
            return "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"model\",\"files\":[{\"path\":\"w.bin\",\"sizeBytes\":"
                    + bytes.length + ",\"sha256\":\"" + Digest.of(bytes)
                    + "\",\"mediaType\":\"application/octet-stream\"}]}";
        }

        Version version() {
            return new Version(name, Digest.of(manifest().getBytes(StandardCharsets.UTF_8)), Digest.of(bytes));
        }
    }

    /** Pushes as {@code curl} would: the file, then the commit. Returns once it is acknowledged; throws if it is not. */
    Version pushWhole(Draft draft) throws IOException {
        expect(put(model(draft) + "/blobs/" + Digest.of(draft.bytes()), draft.bytes()));
        return commit(draft, model(draft) + "/versions");
    }

    /** Pushes as the command does: chunks in a pack, the list of chunks, the commit. */
    Version pushPacked(Draft draft) throws IOException {
        JsonNode opened =
                JSON.readTree(expect(post(model(draft) + "/pushes", "{}")).body());
        String push = model(draft) + "/pushes/" + opened.get("id").asText();
        List<Chunk> chunks = new ArrayList<>();
        PackWriter pack = new PackWriter();
        for (int start = 0; start < draft.bytes().length; start += CHUNK_BYTES) {
            int offset = start;
            int length = Math.min(CHUNK_BYTES, draft.bytes().length - start);
            Chunk chunk = new Chunk(Digest.of(draft.bytes(), offset, length), length);
            CRC32C crc = new CRC32C();
            crc.update(draft.bytes(), offset, length);
            chunks.add(chunk);
            pack.add(chunk, (int) crc.getValue(), () -> new ByteArrayInputStream(draft.bytes(), offset, length));
        }
        expect(put(push + "/packs/" + pack.digest(), pack.open().readAllBytes()));
        ByteBuffer list = ByteBuffer.allocate(chunks.size() * (Digest.BYTES + 4));
        chunks.forEach(chunk -> list.put(chunk.digest().bytes()).putInt(chunk.sizeBytes()));
        expect(put(push + "/files/" + Digest.of(draft.bytes()) + "?size=" + draft.bytes().length, list.array()));
        return commit(draft, push + "/commit");
    }

    private Version commit(Draft draft, String path) throws IOException {
        byte[] answer = expect(post(
                        path,
                        JSON.writeValueAsString(
                                Map.of("manifest", draft.manifest(), "message", "", "validate", false))))
                .body();
        String digest = JSON.readTree(answer).get("digest").asText();
        if (!digest.equals(draft.version().manifest().toString())) {
            throw new IOException("the answer speaks of " + digest);
        }
        return draft.version();
    }

    /** The digest of the file that the registry gives for a version; empty if it knows no such version. */
    Optional<Digest> content(Version version) throws IOException {
        HttpResponse<byte[]> answer =
                send(request("/models/" + version.name() + "/versions/" + version.manifest() + "/files/w.bin")
                        .GET());
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(Digest.of(expect(answer).body()));
    }

    /** The status of a GET below the API. */
    int status(String path) throws IOException {
        return send(request(path).GET()).statusCode();
    }

    /** The status that readiness gives. */
    int ready() throws IOException {
        return send(HttpRequest.newBuilder(server.resolve("/q/health/ready"))
                        .timeout(Duration.ofSeconds(30))
                        .GET())
                .statusCode();
    }

    /** The document at a path. */
    JsonNode document(String path) throws IOException {
        return JSON.readTree(expect(send(request(path).GET())).body());
    }

    /** The bytes at a path. */
    byte[] bytes(String path) throws IOException {
        return expect(send(request(path).GET())).body();
    }

    /** Puts a whole file and says what was answered. */
    int putBlob(String name, byte[] bytes) throws IOException {
        return put("/models/" + name + "/blobs/" + Digest.of(bytes), bytes).statusCode();
    }

    private static String model(Draft draft) {
        return "/models/" + draft.name();
    }

    private HttpResponse<byte[]> put(String path, byte[] bytes) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    private HttpResponse<byte[]> post(String path, String json) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve("/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static HttpResponse<byte[]> expect(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new Refused(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    /** An answer that grants nothing. */
    static final class Refused extends IOException {
        private final int status;
        private final String body;

        private Refused(int status, String body) {
            super(status + " " + body);
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        /** Status and code, as {@code 503 STORE_UNAVAILABLE}. */
        String answer() throws IOException {
            return status + " " + JSON.readTree(body).path("code").asText();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
