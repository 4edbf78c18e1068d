package dev.stemma.registry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All tables are dropped while the server is stopped; a server that starts on what is left, and reindexes, answers as before: the same bytes, and the
 * same texts about names, versions, labels, yanks, removals, aliases, stages, promotions and policies.
 */
abstract class ReindexContract {

    private static final String POLICY = "stages:\n  staging: {gates: []}\n  production: {gates: []}\n";

    @TempDir
    Path folder;

    /** A server on this data folder, always with the same database and object store. */
    abstract RegistryProcess start(Path data) throws Exception;

    abstract String token(RegistryProcess registry) throws IOException;

    /** Drops every table; nobody is connected. */
    abstract void dropTables(Path data) throws Exception;

    @Test
    void everythingThatPointsAtVersionsComesBackFromTheObjectsAlone() throws Exception {
        Path data = folder.resolve("data");
        Map<String, String> before;
        try (var registry = start(data)) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), token(registry));
            write(stemma);
            before = answers(registry, token(registry));
            assertTrue(before.getOrDefault("/models/acme/m/versions", "").contains("recalled"), before.toString());
            assertTrue(
                    before.getOrDefault("/models/acme/m/aliases/production/history", "")
                            .contains("v1"),
                    before.toString());
        }
        dropTables(data);
        try (var registry = start(data)) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), token(registry));
            assertEquals(404, ask(registry, token(registry), "/models/acme/m").statusCode());
            var done = stemma.run("reindex");
            assertEquals(0, done.exit(), done.toString());
            assertTrue(done.out().contains("tokens"), done.toString());
            for (var was : before.entrySet()) {
                assertEquals(
                        was.getValue(),
                        ask(registry, token(registry), was.getKey()).body(),
                        was.getKey());
            }
            for (String version : List.of("v1", "v2")) {
                stemma.ok("pull", "acme/m:" + version, "-o", version);
                Path there = stemma.workDir().resolve(version).resolve("model.bin");
                assertEquals(-1L, Files.mismatch(stemma.workDir().resolve(version + ".bin"), there));
            }
            // Life goes on with the next numbers.
            stemma.ok("promote", "acme/m:v2", "--to", "production", "--reason", "after the loss");
            assertTrue(ask(registry, token(registry), "/models/acme/m/promotions/5")
                    .body()
                    .contains("after the loss"));
            assertEquals(5, stemma.run("label", "add", "acme/m:v1", "2.0.0").exit());
        }
    }

    private static void write(StemmaCommand stemma) throws IOException {
        Path work = stemma.workDir();
        Files.writeString(work.resolve("policy.yaml"), POLICY);
        for (int version = 1; version <= 4; version++) {
            byte[] bytes = new byte[200_000];
            new Random(version).nextBytes(bytes);
            Files.write(work.resolve("v" + version + ".bin"), bytes);
            Files.write(work.resolve("model.bin"), bytes);
            stemma.ok("push", "model.bin", "acme/m", "--no-validate", "--label", version + ".0.0");
            if (version == 1) {
                stemma.ok("policy", "set", "acme", "policy.yaml");
                stemma.ok("policy", "set", "acme/m", "policy.yaml");
            }
        }
        stemma.ok("label", "add", "acme/m:v2", "stable");
        stemma.ok("alias", "set", "acme/m", "candidate", "v1");
        stemma.ok("alias", "set", "acme/m", "candidate", "v4");
        stemma.ok("alias", "set", "acme/m", "candidate", "v2");
        stemma.ok("alias", "set", "acme/m", "gone", "v1");
        stemma.ok("alias", "rm", "acme/m", "gone");
        stemma.ok("promote", "acme/m:v1", "--to", "staging", "--reason", "first");
        stemma.ok("promote", "acme/m:v1", "--to", "production", "--reason", "first");
        stemma.ok("promote", "acme/m:v2", "--to", "production");
        stemma.ok("rollback", "acme/m", "--stage", "production", "--reason", "slow");
        stemma.ok("yank", "acme/m:v3", "--reason", "leak");
        stemma.ok("rm", "acme/m:v4", "--reason", "recalled");
    }

    private static Map<String, String> answers(RegistryProcess registry, String token) throws Exception {
        String model = "/models/acme/m";
        List<String> paths = new ArrayList<>(List.of(
                model,
                model + "/versions",
                model + "/aliases",
                model + "/aliases/candidate/history",
                model + "/aliases/gone/history",
                model + "/aliases/staging/history",
                model + "/aliases/production/history",
                model + "/promotions",
                model + "/policy",
                "/namespaces/acme/policy"));
        for (int version = 1; version <= 3; version++) {
            paths.add(model + "/versions/v" + version);
            paths.add(model + "/versions/v" + version + "/manifest");
        }
        Map<String, String> answers = new TreeMap<>();
        for (String path : paths) {
            HttpResponse<String> answer = ask(registry, token, path);
            assertEquals(200, answer.statusCode(), path + ": " + answer.body());
            answers.put(path, answer.body());
        }
        return answers;
    }

    private static HttpResponse<String> ask(RegistryProcess registry, String token, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/api/v1" + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
