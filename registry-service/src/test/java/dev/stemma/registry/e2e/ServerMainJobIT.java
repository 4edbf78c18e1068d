package dev.stemma.registry.e2e;

import static dev.stemma.registry.testing.PostgresDatabase.environment;

import dev.stemma.blob.object.s3.S3Buckets;
import dev.stemma.registry.testing.PostgresDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The main job on PostgreSQL and a real S3 server. */
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_PG_URL",
        matches = ".+",
        disabledReason = "no PostgreSQL to run against")
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_S3_ENDPOINT",
        matches = ".+",
        disabledReason = "no S3 server to run against")
final class ServerMainJobIT extends MainJobContract {

    @TempDir
    static Path folder;

    private static PostgresDatabase database;
    private static RegistryProcess registry;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        Path secrets = folder.resolve("secrets");
        Path makeSecrets = Path.of(System.getProperty("stemma.clone"), "src/main/docker/make-secrets");
        new ProcessBuilder(makeSecrets.toString(), secrets.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        token = Files.readString(secrets.resolve("admin-token")).strip();
        database = PostgresDatabase.create();
        registry = RegistryProcess.start(
                Path.of(System.getProperty("stemma.server.dir")),
                folder.resolve("data"),
                Map.ofEntries(
                        Map.entry(
                                "STEMMA_ADMIN_TOKEN_FILE",
                                secrets.resolve("admin-token").toString()),
                        Map.entry("QUARKUS_DATASOURCE_JDBC_URL", database.url()),
                        Map.entry("QUARKUS_DATASOURCE_USERNAME", environment("STEMMA_TEST_PG_USER")),
                        Map.entry("QUARKUS_DATASOURCE_PASSWORD", environment("STEMMA_TEST_PG_PASSWORD")),
                        Map.entry("STEMMA_STORE_KIND", "s3"),
                        Map.entry("STEMMA_STORE_S3_ENDPOINT", environment("STEMMA_TEST_S3_ENDPOINT")),
                        Map.entry("STEMMA_STORE_S3_REGION", "us-east-1"),
                        Map.entry("STEMMA_STORE_S3_PATH_STYLE", "true"),
                        Map.entry("STEMMA_STORE_S3_ACCESS_KEY", environment("STEMMA_TEST_S3_ACCESS_KEY")),
                        Map.entry("STEMMA_STORE_S3_SECRET_KEY", environment("STEMMA_TEST_S3_SECRET_KEY")),
                        Map.entry("STEMMA_STORE_S3_BUCKET", bucket())));
    }

    private static String bucket() throws Exception {
        return S3Buckets.fresh(
                        URI.create(environment("STEMMA_TEST_S3_ENDPOINT")),
                        environment("STEMMA_TEST_S3_ACCESS_KEY"),
                        environment("STEMMA_TEST_S3_SECRET_KEY"))
                .bucket();
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        database.close();
    }

    @Override
    RegistryProcess registry() {
        return registry;
    }

    @Override
    String token() {
        return token;
    }
}
