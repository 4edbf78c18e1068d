package dev.stemma.registry.reliability;

import java.io.IOException;
import java.nio.file.Path;

/** On H2 and the local disk. */
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
