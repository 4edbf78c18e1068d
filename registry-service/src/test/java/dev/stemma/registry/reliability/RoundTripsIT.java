package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.fault.FaultProxy;
import dev.stemma.fault.Form;
import dev.stemma.fault.Link;
import dev.stemma.registry.e2e.RegistryProcess;
import dev.stemma.registry.e2e.StemmaCommand;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often a push waits for an answer before it can go on, with 100 ms added to every round trip. */
final class RoundTripsIT {

    /** A thousand chunks of the usual size. */
    private static final int MEBIBYTES = 260;

    /** The aim is 6: what is missing is asked for ahead, but only a few packs of 16 MiB are under way at a time. */
    private static final int MOST = 15;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void aPushOfAThousandChunksWaitsSeldom() throws Exception {
        try (Installation registry = Installation.embedded(folder);
                RegistryProcess server = registry.start();
                FaultProxy proxy =
                        FaultProxy.before(URI.create(server.url()), _ -> Link.delayed(Duration.ofMillis(100)))) {
            StemmaCommand stemma =
                    new StemmaCommand(folder.resolve("home"), proxy.uri().toString(), registry.token());
            write(stemma.workDir().resolve("w.bin"), MEBIBYTES);
            long start = System.nanoTime();
            stemma.ok("push", "w.bin", "far/w", "--no-validate");
            long tookMillis = (System.nanoTime() - start) / 1_000_000;
            int waits = proxy.traffic().sequentialRoundTrips();
            Form.record(
                    "Round trips, 100 ms added",
                    MEBIBYTES + " MiB, " + proxy.traffic().roundTrips() + " round trips on "
                            + proxy.traffic().connections() + " connections, " + waits + " one after the other, "
                            + tookMillis + " ms");
            assertTrue(waits <= MOST, () -> waits + " round trips one after the other");
            try (Client direct = new Client(URI.create(server.url()), registry.token())) {
                assertEquals(
                        1,
                        direct.document("/models/far/w/versions").get("items").size());
            }
        }
    }

    private static void write(Path file, int mebibytes) throws Exception {
        byte[] bytes = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
    }
}
