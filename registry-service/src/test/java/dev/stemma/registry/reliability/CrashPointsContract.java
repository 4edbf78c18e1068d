package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.CrashPoint;
import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P2: whatever point the process ends at, what was acknowledged is there afterwards, no row is without its object, nothing is visible that
 * is not whole, and the same push goes through. Each server that starts after a crash has the next point to crash at.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
abstract class CrashPointsContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LEAST_POINTS = 25;

    /** Encodes at once, and deletes at once what encoding has replaced. */
    private static final Map<String, String> EAGER = Map.of(
            "STEMMA_STORAGE_GRACE", "0s",
            "STEMMA_HOUSEKEEPING_FIRST", "200ms",
            "STEMMA_HOUSEKEEPING_EVERY", "200ms");

    @TempDir
    Path folder;

    private final List<Client.Version> acknowledged = new ArrayList<>();
    private final List<Client.Draft> interrupted = new ArrayList<>();
    private int crashes;
    private int drafts;

    /** What is to crash, with these further settings. */
    abstract Installation installation(Path folder, Map<String, String> more) throws Exception;

    /** How the page calls it. */
    abstract String place();

    /** Whether a server of this kind comes to this point. */
    abstract boolean reached(String point);

    @Test
    void everyPointRecovers() throws Exception {
        // Migrations are for another test.
        List<String> points = CrashPoints.inSources().stream()
                .filter(point -> !point.startsWith("migrate.") && reached(point))
                .toList();
        assertTrue(points.size() >= LEAST_POINTS, points::toString);
        try (Installation registry = installation(folder, EAGER)) {
            registry.startBriefly().close();
            for (String point : points) {
                for (int time = 1; time <= Form.count(1, 5); time++) {
                    crash(registry, point, time);
                }
            }
            finish(registry);
        }
        Form.record(
                "P2 " + place(),
                points.size() + " points, " + crashes + " crashes, " + acknowledged.size() + " pushes acknowledged, "
                        + interrupted.size() + " interrupted and pushed again, 0 invariants broken");
    }

    private void crash(Installation registry, String point, int time) throws Exception {
        try (RegistryProcess server = registry.startBriefly("-Dstemma.crash=" + point + ":" + time)) {
            OptionalInt status = workUntilEnd(server, registry.token());
            assertEquals(
                    OptionalInt.of(CrashPoint.STATUS),
                    status,
                    () -> point + ":" + time + " was not reached\n" + server.log());
        } catch (RegistryProcess.Crashed e) {
            // It was reached before anybody could ask.
        }
        crashes++;
        System.out.println(point + ":" + time + ", " + acknowledged.size() + " acknowledged");
        assertEquals(List.of(), registry.leftovers().dangling(), point);
    }

    /** First what was there is looked at, then pushes of every kind go on until the server comes to its point. */
    private OptionalInt workUntilEnd(RegistryProcess server, String token) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Client client = new Client(URI.create(server.url()), token)) {
            checkNewest(client);
            while (server.ended(Duration.ofMillis(50)).isEmpty() && System.nanoTime() < end) {
                pushTo(client, draft());
            }
        } catch (Client.Refused e) {
            throw e;
        } catch (IOException e) {
            // It has ended.
        }
        return server.ended(Duration.ofSeconds(10));
    }

    private void checkNewest(Client client) throws IOException {
        for (Client.Version version :
                acknowledged.subList(Math.max(0, acknowledged.size() - 10), acknowledged.size())) {
            assertEquals(Optional.of(version.content()), client.content(version), version::toString);
        }
        for (Client.Draft draft : interrupted.subList(Math.max(0, interrupted.size() - 2), interrupted.size())) {
            Optional<dev.stemma.blob.Digest> content = client.content(draft.version());
            assertTrue(content.isEmpty() || content.get().equals(draft.version().content()), draft.name());
        }
    }

    private void pushTo(Client client, Client.Draft draft) throws IOException {
        try {
            acknowledged.add(drafts % 2 == 0 ? client.pushWhole(draft) : client.pushPacked(draft));
        } catch (IOException e) {
            interrupted.add(draft);
            throw e;
        }
    }

    /** Bytes that encoding makes smaller, and that resemble those of the version before. */
    private Client.Draft draft() {
        byte[] bytes = new byte[40_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / 100 % 50);
        }
        drafts++;
        bytes[0] = (byte) drafts;
        bytes[1] = (byte) (drafts >> 8);
        return new Client.Draft("crash/m" + drafts % 2, bytes);
    }

    /** Without a crash: all that was interrupted goes through, all that was ever acknowledged is right. */
    private void finish(Installation registry) throws Exception {
        try (RegistryProcess server = registry.startBriefly();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            for (Client.Draft draft : interrupted) {
                acknowledged.add(client.pushPacked(draft));
            }
            for (Client.Version version : acknowledged) {
                assertEquals(Optional.of(version.content()), client.content(version), version::toString);
            }
        }
        assertEquals(List.of(), registry.leftovers().dangling());
    }
}
