package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Seed;
import dev.stemma.blob.object.s3.RealS3;
import dev.stemma.fault.FaultProxy;
import dev.stemma.fault.Form;
import dev.stemma.fault.Link;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P5, P15 and P16 between the server and a real S3 server, over HTTP. */
@Timeout(600)
@NeedsServers
final class FailingObjectServiceIT {

    private static final Link REFUSING = Link.up(new dev.stemma.fault.Fault.Reset(0));
    private static final int SPAN_BYTES = 150_000;

    @TempDir
    Path folder;

    private final Random random = Seed.random("FailingObjectServiceIT");
    private final List<Client.Version> acknowledged = new ArrayList<>();
    private int refused;
    private int unread;

    @Test
    void damageBetweenServerAndObjectsIsNeverAcknowledgedNorServed() throws Exception {
        int pushes = Form.count(40, 400);
        try (FaultProxy proxy = proxy();
                Installation registry = installation(proxy)) {
            try (RegistryProcess server = registry.start();
                    Client client = new Client(URI.create(server.url()), registry.token())) {
                proxy.plan(_ -> damaged());
                proxy.reset();
                for (int i = 0; i < pushes; i++) {
                    pushAndRead(client, i);
                }
                proxy.plan(_ -> Link.CLEAN);
                proxy.reset();
                for (Client.Version version : acknowledged) {
                    assertEquals(Optional.of(version.content()), client.content(version), version::toString);
                }
            }
            assertEquals(List.of(), registry.leftovers().dangling());
            var faults = proxy.traffic().faults();
            Form.record(
                    "P5 S3 and PostgreSQL",
                    pushes + " pushes, connections to S3 damaged " + faults + ", " + acknowledged.size()
                            + " acknowledged, " + refused + " refused, " + unread
                            + " reads refused, 0 of other bytes, 0 lost");
            int happened = faults.values().stream().mapToInt(Integer::intValue).sum();
            assertTrue(happened > 0, () -> "nothing was damaged: " + faults);
            assertTrue(acknowledged.size() >= pushes / 2, () -> "most were refused: " + refused);
        }
    }

    private void pushAndRead(Client client, int number) throws IOException {
        byte[] bytes = new byte[1 + random.nextInt(200_000)];
        random.nextBytes(bytes);
        Client.Draft draft = new Client.Draft("between/m" + number % 3, bytes);
        try {
            acknowledged.add(random.nextBoolean() ? client.pushWhole(draft) : client.pushPacked(draft));
        } catch (Client.Refused e) {
            refused++;
            return;
        }
        Optional<Digest> read;
        try {
            read = client.content(draft.version());
        } catch (IOException e) {
            unread++;
            return;
        }
        assertEquals(Optional.of(draft.version().content()), read);
    }

    private Link damaged() {
        var fault = DamagedPushesIT.KINDS
                .get(random.nextInt(DamagedPushesIT.KINDS.size()))
                .draw(random, SPAN_BYTES);
        return random.nextBoolean() ? Link.up(fault) : Link.down(fault);
    }

    @Test
    void anObjectServiceThatIsAwayIsSaidAndComesBack() throws Exception {
        try (FaultProxy proxy = proxy();
                Installation registry = installation(proxy);
                RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            Client.Version before = client.pushWhole(new Client.Draft("away/m", new byte[100_000]));
            assertEquals(200, client.ready());
            proxy.plan(_ -> REFUSING);
            proxy.reset();
            long down = until(client, 503);
            byte[] bytes = new byte[200_000];
            random.nextBytes(bytes);
            Client.Draft next = new Client.Draft("away/m", bytes);
            assertEquals(503, client.putBlob(next.name(), next.bytes()));
            proxy.plan(_ -> Link.CLEAN);
            long up = until(client, 200);
            assertEquals(Optional.of(before.content()), client.content(before));
            assertEquals(next.version(), client.pushWhole(next));
            assertEquals(Optional.of(next.version().content()), client.content(next.version()));
            Form.record(
                    "P15 S3 and PostgreSQL",
                    "not ready " + down + " ms after S3 was away, writes 503, ready " + up
                            + " ms after it was back, nothing lost");
        }
    }

    private static FaultProxy proxy() throws IOException {
        return FaultProxy.before(URI.create(System.getenv(RealS3.ENDPOINT)), _ -> Link.CLEAN);
    }

    private Installation installation(FaultProxy proxy) throws Exception {
        return Installation.server(
                folder, Map.of("STEMMA_STORE_S3_ENDPOINT", proxy.uri().toString()));
    }

    /** How many milliseconds until readiness gives this. */
    private static long until(Client client, int status) throws IOException {
        long start = System.nanoTime();
        while (client.ready() != status) {
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos(), "it takes more than five seconds");
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
