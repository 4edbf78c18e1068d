package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.object.file.SmallDisk;
import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P14 and P15: a store that is full or read-only refuses clearly, harms nothing, and is used again by itself. */
@Timeout(180)
final class FailingStoreIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void aFullStoreRefusesAndIsUsedAgain() throws Exception {
        try (Installation registry = Installation.embedded(folder);
                SmallDisk disk = mount(registry, 24);
                RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            Client.Version small = client.pushWhole(draft("full/small", 5_000_000));
            Client.Draft large = draft("full/large", 40_000_000);
            int refused = 0;
            for (int i = 0; i < 3; i++) {
                assertEquals(507, client.putBlob(large.name(), large.bytes()));
                refused++;
                assertEquals(small.content(), client.content(small).orElseThrow());
            }
            disk.remount("size=128m");
            long tookMillis = until(() -> pushes(client, large));
            Form.record(
                    "P14 disk and H2",
                    refused + " pushes refused with 507, reads went on, pushed " + tookMillis
                            + " ms after there was room");
            assertTrue(tookMillis <= SOON.toMillis(), () -> tookMillis + " ms");
        }
    }

    @Test
    void aReadOnlyStoreIsSaidAndComesBack() throws Exception {
        try (Installation registry = Installation.embedded(folder);
                SmallDisk disk = mount(registry, 64_000 / 1024);
                RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            Client.Version small = client.pushWhole(draft("ro/small", 2_000_000));
            assertEquals(200, client.ready());
            disk.remount("ro");
            long down = until(() -> ready(client) == 503);
            Client.Draft next = draft("ro/next", 1_000_000);
            assertEquals(503, client.putBlob(next.name(), next.bytes()));
            assertEquals(small.content(), client.content(small).orElseThrow());
            disk.remount("rw");
            long up = until(() -> ready(client) == 200);
            assertEquals(next.version(), client.pushWhole(next));
            Form.record(
                    "P15 disk and H2",
                    "not ready " + down + " ms after the store became read-only, writes 503, reads went on, ready " + up
                            + " ms after it was writable");
        }
    }

    @Test
    void aStoreThatIsGoneIsSaidAndComesBack() throws Exception {
        try (Installation registry = Installation.embedded(folder);
                RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            Client.Version small = client.pushWhole(draft("gone/small", 100_000));
            Path objects = registry.data().resolve("objects");
            Path away = registry.data().resolve("objects.away");
            Files.move(objects, away);
            long down = until(() -> ready(client) == 503);
            Client.Draft next = draft("gone/next", 1_000_000);
            assertEquals(503, client.putBlob(next.name(), next.bytes()));
            Files.move(away, objects);
            long up = until(() -> ready(client) == 200);
            assertEquals(small.content(), client.content(small).orElseThrow());
            assertEquals(next.version(), client.pushWhole(next));
            Form.record(
                    "P15 disk gone",
                    "not ready " + down + " ms after the store was gone, writes 503, ready " + up
                            + " ms after it was back");
        }
    }

    private static SmallDisk mount(Installation registry, int mebibytes) throws IOException {
        Path objects = Files.createDirectories(registry.data().resolve("objects"));
        Assumptions.assumeTrue(SmallDisk.possible(objects), "only root can mount a small file system");
        return SmallDisk.mount(objects, mebibytes * 1024);
    }

    private static Client.Draft draft(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return new Client.Draft(name, bytes);
    }

    private static boolean pushes(Client client, Client.Draft draft) {
        try {
            return client.pushWhole(draft).equals(draft.version());
        } catch (IOException e) {
            return false;
        }
    }

    private static int ready(Client client) {
        try {
            return client.ready();
        } catch (IOException e) {
            return -1;
        }
    }

    /** How many milliseconds until something is so. */
    private static long until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < SOON.toNanos(), "it takes more than five seconds");
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
