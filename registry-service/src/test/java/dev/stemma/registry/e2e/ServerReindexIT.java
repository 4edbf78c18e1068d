package dev.stemma.registry.e2e;

import static dev.stemma.registry.testing.PostgresDatabase.environment;

import dev.stemma.blob.object.s3.RealS3;
import dev.stemma.blob.object.s3.S3Config;
import dev.stemma.registry.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A reindex on PostgreSQL and a real S3 server. */
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_PG_URL",
        matches = ".+",
        disabledReason = "no PostgreSQL to run against")
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+", disabledReason = "no S3 server to run against")
final class ServerReindexIT extends ReindexContract {

    private static final String TOKEN = "stm_test_0123456789abcdef0123456789abcdef";

    private PostgresDatabase database;
    private S3Config bucket;

    @BeforeEach
    void prepare() throws Exception {
        database = PostgresDatabase.create();
        bucket = RealS3.freshBucket();
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Override
    RegistryProcess start(Path data) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), TOKEN);
        return RegistryProcess.start(
                Path.of(System.getProperty("stemma.server.dir")),
                data,
                Map.of(
                        "STEMMA_ADMIN_TOKEN_FILE", secret.toString(),
                        "QUARKUS_DATASOURCE_JDBC_URL", database.url(),
                        "QUARKUS_DATASOURCE_USERNAME", environment("STEMMA_TEST_PG_USER"),
                        "QUARKUS_DATASOURCE_PASSWORD", environment("STEMMA_TEST_PG_PASSWORD"),
                        "STEMMA_STORE_KIND", "s3",
                        "STEMMA_STORE_S3_ENDPOINT", environment(RealS3.ENDPOINT),
                        "STEMMA_STORE_S3_BUCKET", bucket.bucket(),
                        "STEMMA_STORE_S3_ACCESS_KEY", bucket.accessKey(),
                        "STEMMA_STORE_S3_SECRET_KEY", bucket.secretKey()));
    }

    @Override
    String token(RegistryProcess registry) {
        return TOKEN;
    }

    @Override
    void dropTables(Path data) throws Exception {
        try (var connection = DriverManager.getConnection(
                        database.url(), environment("STEMMA_TEST_PG_USER"), environment("STEMMA_TEST_PG_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
        }
    }
}
