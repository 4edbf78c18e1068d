package dev.stemma.registry.reliability;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On PostgreSQL and a real S3 server; in the full form only. */
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_FULL",
        matches = "yes",
        disabledReason = "only with script/test --full")
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_PG_URL",
        matches = ".+",
        disabledReason = "no PostgreSQL to run against")
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_S3_ENDPOINT",
        matches = ".+",
        disabledReason = "no S3 server to run against")
final class ServerKillsIT extends KillsContract {

    @Override
    Installation installation(Path folder) throws Exception {
        return Installation.server(folder, Map.of());
    }

    @Override
    String place() {
        return "S3 and PostgreSQL";
    }
}
