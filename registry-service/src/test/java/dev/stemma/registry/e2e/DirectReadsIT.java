package dev.stemma.registry.e2e;

import static dev.stemma.registry.testing.PostgresDatabase.environment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.object.s3.RealS3;
import dev.stemma.blob.object.s3.S3Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The command reads a file that is asked for often straight from a real S3 server, and only where that is allowed. */
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+", disabledReason = "no S3 server to run against")
final class DirectReadsIT {

    @TempDir
    Path folder;

    @Test
    void aFileThatIsReadOftenComesFromTheBucketAndOthersGetNoAddress() throws Exception {
        try (var registry = start(Map.of("STEMMA_STORE_S3_DIRECT_READS", "true"))) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), registry.adminToken());
            write(stemma);
            stemma.ok("push", "model.bin", "direct/model", "--no-validate");
            int pulls = 0;
            String trace = "";
            // The file is kept whole in the background after it was read twice.
            for (; pulls < 60 && !trace.contains("/hot/"); pulls++) {
                trace = stemma.run("pull", "direct/model:v1", "-o", "out" + pulls, "--verbose")
                        .err();
            }
            assertTrue(trace.contains("/hot/"), trace);
            assertFalse(trace.contains("/files/model.bin"), trace);
            assertFalse(trace.contains("X-Amz"), trace);
            assertEquals(
                    -1L,
                    Files.mismatch(
                            stemma.workDir().resolve("model.bin"),
                            stemma.workDir().resolve("out" + (pulls - 1)).resolve("model.bin")));
            String digest = dev.stemma.blob.Digest.of(
                            Files.readAllBytes(stemma.workDir().resolve("model.bin")))
                    .toString();
            String route = registry.url() + "/api/v1/models/direct/model/blobs/" + digest + "/direct";
            assertEquals(200, ask(route, registry.adminToken()).statusCode());
            assertEquals(401, ask(route, "stm_pat_nobody").statusCode());
            String other = stemma.ok("token", "create", "reader", "--role", "elsewhere=reader", "--json");
            String token = other.replaceAll("(?s).*\"(stm_[a-z]+_[^\"]+)\".*", "$1");
            HttpResponse<String> refused = ask(route, token);
            assertEquals(404, refused.statusCode(), refused.body());
            assertFalse(refused.body().contains("X-Amz"), refused.body());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                assertFalse(Files.readString(log).contains("X-Amz-Signature"), log.toString());
            }
        }
    }

    @Test
    void whereItIsNotAllowedNoAddressIsEverGiven() throws Exception {
        try (var registry = start(Map.of())) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), registry.adminToken());
            write(stemma);
            stemma.ok("push", "model.bin", "direct/model", "--no-validate");
            for (int i = 0; i < 5; i++) {
                String trace = stemma.run("pull", "direct/model:v1", "-o", "out" + i, "--verbose")
                        .err();
                assertTrue(trace.contains("/direct -> 409"), trace);
                assertFalse(trace.contains("/hot/"), trace);
            }
        }
    }

    private RegistryProcess start(Map<String, String> more) throws Exception {
        S3Config bucket = RealS3.freshBucket();
        Map<String, String> settings = new HashMap<>(Map.of(
                "STEMMA_STORE_KIND", "s3",
                "STEMMA_STORE_S3_ENDPOINT", environment(RealS3.ENDPOINT),
                "STEMMA_STORE_S3_BUCKET", bucket.bucket(),
                "STEMMA_STORE_S3_ACCESS_KEY", bucket.accessKey(),
                "STEMMA_STORE_S3_SECRET_KEY", bucket.secretKey(),
                "STEMMA_STORAGE_ENCODERS", "0"));
        settings.putAll(more);
        Path embedded = Path.of(System.getProperty("stemma.embedded.dir"));
        return RegistryProcess.start(embedded, folder.resolve("data"), settings);
    }

    private static HttpResponse<String> ask(String route, String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(route))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"offset\":0}"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void write(StemmaCommand stemma) throws IOException {
        byte[] bytes = new byte[20 << 20];
        new Random(9).nextBytes(bytes);
        Files.write(stemma.workDir().resolve("model.bin"), bytes);
    }
}
