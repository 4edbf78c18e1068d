package dev.stemma.registry.reliability;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On H2 and the local disk. */
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_FULL",
        matches = "yes",
        disabledReason = "takes minutes: script/test --full runs it")
final class DiskKillsIT extends KillsContract {

    @Override
    Installation installation(Path folder) throws IOException {
        return Installation.embedded(folder);
    }

    @Override
    String place() {
        return "disk and H2";
    }
}
