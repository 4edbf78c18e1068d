package dev.stemma.registry.reliability;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On PostgreSQL and a real S3 server; in the full form only. */
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_FULL",
        matches = "yes",
        disabledReason = "only with script/test --full")
@NeedsServers
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
