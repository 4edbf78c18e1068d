package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Seed;
import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P1: a push that was acknowledged is there, byte for byte, after {@code kill -9} at any moment, with eight pushers at work. */
abstract class KillsContract {

    private static final int PUSHERS = 8;
    private static final int LEAST_BYTES = 1 << 10;
    private static final int OCTAVES = 13;
    private static final int LONGEST_MILLIS = Form.count(800, 1500);

    @TempDir
    Path folder;

    private final AtomicInteger drafts = new AtomicInteger();
    private final Queue<Client.Version> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Client.Refused> refused = new ConcurrentLinkedQueue<>();

    /** What is killed. */
    abstract Installation installation(Path folder) throws Exception;

    /** How the page calls it. */
    abstract String place();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void acknowledgedPushesSurviveKills() throws Exception {
        Random random = Seed.random("acknowledgedPushesSurviveKills");
        int kills = Form.count(15, 200);
        int lost = 0;
        try (Installation registry = installation(folder)) {
            List<Client.Version> known = new ArrayList<>();
            for (int kill = 0; kill < kills; kill++) {
                try (RegistryProcess server = registry.startBriefly()) {
                    lost += lost(server, registry.token(), known);
                    // Now and then before anything can be acknowledged.
                    pushUntilKilled(server, registry.token(), random, kill % 5 == 4);
                }
                known = List.copyOf(acknowledged).subList(Math.max(0, acknowledged.size() - 50), acknowledged.size());
            }
            assertEquals(List.of(), registry.leftovers().dangling());
            try (RegistryProcess server = registry.startBriefly()) {
                lost += lost(server, registry.token(), List.copyOf(acknowledged));
            }
        }
        Form.record(
                "P1 " + place(),
                kills + " kills, " + PUSHERS + " pushers, " + acknowledged.size() + " pushes acknowledged, " + lost
                        + " lost");
        assertEquals(0, lost);
        assertEquals(List.of(), List.copyOf(refused), "nothing but a kill may stop a push");
        assertTrue(acknowledged.size() > kills, "hardly anything was pushed: " + acknowledged.size());
    }

    private void pushUntilKilled(RegistryProcess server, String token, Random random, boolean early)
            throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        long wait = TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(LONGEST_MILLIS));
        try (ExecutorService pushers = Executors.newVirtualThreadPerTaskExecutor();
                Client client = new Client(URI.create(server.url()), token)) {
            for (int i = 0; i < PUSHERS; i++) {
                String name = "kill/p" + i;
                long seed = random.nextLong();
                pushers.execute(() -> push(client, name, new SplittableRandom(seed), first));
            }
            assertTrue(early || first.await(60, TimeUnit.SECONDS), "nothing was acknowledged in a minute");
            LockSupport.parkNanos(wait); // the kill is to come at a random moment
            server.kill();
        }
    }

    /** Pushes until the server is gone, whole files and packs in turn. */
    private void push(Client client, String name, SplittableRandom random, CountDownLatch first) {
        try {
            while (true) {
                Client.Draft draft = new Client.Draft(name, bytes(random));
                acknowledged.add(random.nextBoolean() ? client.pushWhole(draft) : client.pushPacked(draft));
                first.countDown();
            }
        } catch (Client.Refused e) {
            refused.add(e);
        } catch (IOException e) {
            // The server is gone.
        }
    }

    private byte[] bytes(SplittableRandom random) {
        drafts.incrementAndGet();
        byte[] bytes = new byte[LEAST_BYTES + random.nextInt(LEAST_BYTES << random.nextInt(OCTAVES + 1))];
        random.nextBytes(bytes);
        return bytes;
    }

    private static int lost(RegistryProcess server, String token, List<Client.Version> versions) throws IOException {
        int lost = 0;
        try (Client client = new Client(URI.create(server.url()), token)) {
            for (Client.Version version : versions) {
                Optional<Digest> content = client.content(version);
                if (!content.equals(Optional.of(version.content()))) {
                    System.out.println("lost: " + version + ", found " + content);
                    lost++;
                }
            }
        }
        return lost;
    }
}
