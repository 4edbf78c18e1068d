package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On H2 and the local disk. */
final class CrashPointsIT extends CrashPointsContract {

    @Override
    Installation installation(Path folder, Map<String, String> more) throws IOException {
        return Installation.embedded(folder, more);
    }

    @Override
    String place() {
        return "disk and H2";
    }

    @Override
    boolean reached(String point) {
        return true;
    }

    /** The control of what is looked at after each crash: an object that is gone is noticed, by the rows and by who reads. */
    @Test
    void anObjectThatIsGoneIsNoticed() throws Exception {
        try (Installation registry = Installation.embedded(folder)) {
            Client.Version version;
            try (RegistryProcess server = registry.start();
                    Client client = new Client(URI.create(server.url()), registry.token())) {
                version = client.pushWhole(new Client.Draft("crash/gone", new byte[70_000]));
            }
            assertEquals(List.of(), registry.leftovers().dangling());
            // All of them: the background may have encoded the chunk anew, and then the first pack is needed by no row.
            for (String key : registry.objects()) {
                if (key.startsWith("packs/")) {
                    Files.delete(registry.data().resolve("objects").resolve(key));
                }
            }
            assertNotEquals(List.of(), registry.leftovers().dangling());
            try (RegistryProcess server = registry.start();
                    Client client = new Client(URI.create(server.url()), registry.token())) {
                assertThrows(IOException.class, () -> client.content(version));
            }
        }
    }
}
