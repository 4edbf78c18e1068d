package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P28: a migration of the embedded database that was interrupted at any point is done at the next start. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class InterruptedMigrationIT {

    @TempDir
    Path folder;

    @Test
    void aMigrationThatWasInterruptedIsDoneAtTheNextStart() throws Exception {
        List<String> points = CrashPoints.inSources().stream()
                .filter(point -> point.startsWith("migrate."))
                .toList();
        int number = 0;
        for (String point : points) {
            for (int time = 1; time <= Form.count(1, 5); time++) {
                try (Installation registry = Installation.embedded(folder.resolve("m" + number++))) {
                    crashAtStart(registry, point, time);
                    try (RegistryProcess server = registry.startBriefly()) {
                        push(server, registry.token(), new Client.Draft("migrated/m", new byte[40_000]));
                    }
                }
            }
        }
        Form.record(
                "P28 disk and H2", points.size() + " points, " + number + " interrupted migrations, 0 not recovered");
    }

    private static void crashAtStart(Installation registry, String point, int time) {
        try (RegistryProcess server = registry.startBriefly("-Dstemma.crash=" + point + ":" + time)) {
            // There are fewer steps than times: it went through.
            assertTrue(time > 1, () -> point + " was not reached: " + server.log());
        } catch (RegistryProcess.Crashed e) {
            System.out.println(point + ":" + time);
        }
    }

    private static void push(RegistryProcess server, String token, Client.Draft draft) throws IOException {
        try (Client client = new Client(URI.create(server.url()), token)) {
            var version = client.pushPacked(draft);
            assertEquals(Optional.of(version.content()), client.content(version));
        }
    }
}
