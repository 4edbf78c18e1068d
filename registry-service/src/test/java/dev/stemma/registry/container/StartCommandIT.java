package dev.stemma.registry.container;

import static dev.stemma.registry.testing.PostgresDatabase.environment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.object.s3.S3Buckets;
import dev.stemma.registry.testing.PostgresDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Runs the image's start command, with the environment of compose.yaml, against a real PostgreSQL and a real S3 server. */
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_PG_URL",
        matches = ".+",
        disabledReason = "no PostgreSQL to run against")
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_S3_ENDPOINT",
        matches = ".+",
        disabledReason = "no S3 server to run against")
final class StartCommandIT {

    private static final Path DOCKER = RunningImage.CLONE.resolve("src/main/docker");

    @TempDir
    Path folder = Path.of("");

    @Test
    void theImageBecomesHealthyKnowsItsAdministratorAndEndsWhenAsked() throws Exception {
        try (PostgresDatabase database = PostgresDatabase.create()) {
            becomesHealthyAndEndsWhenAsked(database);
        }
    }

    private static String freshBucket() throws Exception {
        return S3Buckets.fresh(
                        URI.create(environment("STEMMA_TEST_S3_ENDPOINT")),
                        environment("STEMMA_TEST_S3_ACCESS_KEY"),
                        environment("STEMMA_TEST_S3_SECRET_KEY"))
                .bucket();
    }

    private void becomesHealthyAndEndsWhenAsked(PostgresDatabase database) throws Exception {
        Dockerfile dockerfile = Dockerfile.read(DOCKER.resolve("Dockerfile.jvm"));
        ImageFolder image = ImageFolder.build(dockerfile, RunningImage.CLONE, folder.resolve("image"));
        List<String> healthcheck = image.command(new Dockerfile.Instruction(
                        "CMD", dockerfile.last("HEALTHCHECK").rest().split("CMD ", 2)[1])
                .exec());

        try (RunningImage registry = RunningImage.start(
                image.command(dockerfile.last("ENTRYPOINT").exec()), settings(dockerfile, database), folder)) {
            registry.awaitHealthy(healthcheck);

            String token = Files.readString(folder.resolve("secrets/admin-token"));
            assertEquals(200, registry.get("/api/v1/whoami", token).statusCode());
            String stranger = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");
            assertEquals(401, registry.get("/api/v1/whoami", stranger).statusCode());
            assertTrue(List.of(0, 143).contains(registry.stop()), "ends as SIGTERM asks");
        }
    }

    /** What compose.yaml says, with the test's servers in the place of its own. */
    private Map<String, String> settings(Dockerfile dockerfile, PostgresDatabase database) throws Exception {
        Path secrets = folder.resolve("secrets");
        assertEquals(
                0,
                new ProcessBuilder(DOCKER.resolve("make-secrets").toString(), secrets.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor());
        replace(secrets.resolve("database-password"), environment("STEMMA_TEST_PG_PASSWORD"));
        replace(secrets.resolve("s3-access-key"), environment("STEMMA_TEST_S3_ACCESS_KEY"));
        replace(secrets.resolve("s3-secret-key"), environment("STEMMA_TEST_S3_SECRET_KEY"));

        Map<String, String> environment = new TreeMap<>(dockerfile.environment());
        environment.putAll(ComposeFile.read(DOCKER.resolve("compose.yaml")).environment("registry"));
        environment.replaceAll((key, value) -> value.replace("/run/secrets", secrets.toString()));
        environment.put(
                "STEMMA_DATA_DIR", Files.createDirectory(folder.resolve("data")).toString());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", environment("STEMMA_TEST_PG_USER"));
        environment.put("STEMMA_STORE_S3_ENDPOINT", environment("STEMMA_TEST_S3_ENDPOINT"));
        environment.put("STEMMA_STORE_S3_BUCKET", freshBucket());
        return environment;
    }

    private static void replace(Path file, String content) throws Exception {
        Files.delete(file);
        Files.writeString(file, content);
    }
}
