package dev.stemma.registry.outbound.panache;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades of the embedded database. */
final class EmbeddedUpgradeTest extends UpgradeContract {

    @TempDir
    Path folder;

    @Override
    Address database() {
        return new Address("jdbc:h2:file:" + folder.resolve("stemma"), "sa", "");
    }

    @Override
    String kind() {
        return "h2";
    }
}
