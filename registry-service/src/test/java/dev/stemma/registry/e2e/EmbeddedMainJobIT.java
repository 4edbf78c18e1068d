package dev.stemma.registry.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The main job on H2 and the local disk. */
final class EmbeddedMainJobIT extends MainJobContract {

    @TempDir
    static Path data;

    private static RegistryProcess registry;

    @BeforeAll
    static void start() {
        registry = RegistryProcess.embedded(data);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Override
    RegistryProcess registry() {
        return registry;
    }

    @Override
    String token() {
        return registry.adminToken();
    }
}
