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
final class ServerCrashPointsIT extends CrashPointsContract {

    @Override
    Installation installation(Path folder, Map<String, String> more) throws Exception {
        return Installation.server(folder, more);
    }

    @Override
    String place() {
        return "S3 and PostgreSQL";
    }

    /** Files have steps of their own. */
    @Override
    boolean reached(String point) {
        return !point.startsWith("store.file.");
    }
}
