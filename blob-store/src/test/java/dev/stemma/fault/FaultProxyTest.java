package dev.stemma.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Seed;
import dev.stemma.blob.TestFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault happens, where it was asked for, and is counted. The server sends back what it gets. */
@Timeout(60)
final class FaultProxyTest {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final FaultProxy proxy =
            FaultProxy.before(URI.create("http://127.0.0.1:" + server.getLocalPort()), _ -> Link.CLEAN);

    FaultProxyTest() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                Socket one = server.accept();
                Thread.ofVirtual().start(() -> echo(one));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException e) {
            // Some tests break it.
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void withoutFaultsEverythingComesBackAndIsCounted() throws IOException {
        byte[] sent = TestFiles.random(1, 300_000);
        assertArrayEquals(sent, through(Link.CLEAN, sent));
        assertEquals(300_000, proxy.traffic().bytesUp());
        assertEquals(300_000, proxy.traffic().bytesDown());
        assertEquals(1, proxy.traffic().connections());
        assertEquals(Map.of(), proxy.traffic().faults());
    }

    @Test
    void aCutEndsTheConnectionAfterThatManyBytes() throws IOException {
        byte[] sent = TestFiles.random(2, 100_000);
        proxy.plan(_ -> Link.down(new Fault.Cut(70_000)));
        try (Socket client = connect()) {
            Thread.ofVirtual().start(() -> send(client, sent));
            byte[] got = client.getInputStream().readNBytes(70_000);
            assertArrayEquals(Arrays.copyOf(sent, 70_000), got);
            assertTrue(endsOrBreaks(client));
        }
        assertEquals(Map.of(Link.Kind.CUT, 1), proxy.traffic().faults());
    }

    @Test
    void aResetIsNoOrderlyEnd() throws IOException {
        proxy.plan(_ -> Link.down(new Fault.Reset(10)));
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[10]);
            assertThrows(SocketException.class, () -> client.getInputStream().readNBytes(11));
        }
        assertEquals(Map.of(Link.Kind.RESET, 1), proxy.traffic().faults());
    }

    @Test
    void aHalfClosedConnectionStillAnswers() throws IOException {
        proxy.plan(_ -> Link.up(new Fault.HalfClose(1000)));
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[5000]);
            assertEquals(1000, client.getInputStream().readAllBytes().length);
        }
        assertEquals(Map.of(Link.Kind.HALF_CLOSE, 1), proxy.traffic().faults());
    }

    @Test
    void aBlackHoleSwallowsWithoutAWord() throws IOException {
        proxy.plan(_ -> Link.down(new Fault.BlackHole(10)));
        try (Socket client = connect()) {
            client.setSoTimeout(300);
            client.getOutputStream().write(new byte[100]);
            assertEquals(10, client.getInputStream().readNBytes(10).length);
            assertThrows(
                    SocketTimeoutException.class, () -> client.getInputStream().read());
        }
        assertEquals(Map.of(Link.Kind.BLACK_HOLE, 1), proxy.traffic().faults());
    }

    @Test
    void aFlipTurnsOneBitOver() throws IOException {
        byte[] sent = TestFiles.random(3, 200_000);
        byte[] expected = sent.clone();
        expected[123_456] ^= 1 << 5;
        assertArrayEquals(expected, through(Link.up(new Fault.Flip(123_456, 5)), sent));
        assertEquals(Map.of(Link.Kind.FLIP, 1), proxy.traffic().faults());
    }

    @Test
    void aDuplicateComesTwice() throws IOException {
        byte[] got = through(Link.up(new Fault.Duplicate(2, 3)), new byte[] {0, 1, 2, 3, 4, 5, 6});
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 2, 3, 4, 5, 6}, got);
        assertEquals(Map.of(Link.Kind.DUPLICATE, 1), proxy.traffic().faults());
    }

    @Test
    void aTruncationLeavesOutAPart() throws IOException {
        byte[] sent = TestFiles.random(4, 200_000);
        byte[] expected = new byte[110_000];
        System.arraycopy(sent, 0, expected, 0, 50_000);
        System.arraycopy(sent, 140_000, expected, 50_000, 60_000);
        assertArrayEquals(expected, through(Link.up(new Fault.Truncate(50_000, 90_000)), sent));
        assertEquals(Map.of(Link.Kind.TRUNCATE, 1), proxy.traffic().faults());
    }

    @Test
    void aDelayIsAddedToEveryRoundTripAndRoundTripsAreCounted() throws IOException {
        proxy.plan(_ -> Link.delayed(Duration.ofMillis(100)));
        long start = System.nanoTime();
        try (Socket client = connect()) {
            for (int i = 0; i < 5; i++) {
                client.getOutputStream().write(i);
                assertEquals(i, client.getInputStream().read());
            }
        }
        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(tookMillis >= 500, () -> tookMillis + " ms for five round trips of 100 ms");
        assertEquals(5, proxy.traffic().roundTrips());
        assertEquals(5, proxy.traffic().sequentialRoundTrips());
    }

    @Test
    void roundTripsAtTheSameTimeAreOneInSequence() throws IOException {
        proxy.plan(_ -> Link.delayed(Duration.ofMillis(200)));
        List<Socket> clients = List.of(connect(), connect(), connect(), connect());
        for (Socket client : clients) {
            client.getOutputStream().write(1);
        }
        for (Socket client : clients) {
            assertEquals(1, client.getInputStream().read());
            client.close();
        }
        assertEquals(4, proxy.traffic().roundTrips());
        assertEquals(1, proxy.traffic().sequentialRoundTrips());
    }

    @Test
    void aThrottleBoundsTheRate() throws IOException {
        Link.Way slow = new Link.Way(List.of(), Duration.ZERO, 1_000_000);
        byte[] sent = TestFiles.random(5, 500_000);
        long start = System.nanoTime();
        assertArrayEquals(sent, through(new Link(slow, Link.Way.CLEAN), sent));
        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(tookMillis >= 490, () -> tookMillis + " ms for half a second's worth");
    }

    @Test
    void theSameSeedDrawsTheSameFaults() {
        for (Link.Kind kind : Link.Kind.values()) {
            assertEquals(kind.draw(new Random(7), 1000), kind.draw(new Random(7), 1000));
        }
    }

    @Test
    void aProxyBeforeNothingResets() throws IOException {
        // A port that was free a moment ago may be another's by now; nobody listens on this one.
        try (FaultProxy before = FaultProxy.before(URI.create("http://127.0.0.1:1"), _ -> Link.CLEAN);
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), before.uri().getPort())) {
            client.setSoTimeout(10_000);
            assertTrue(endsOrBreaks(client));
        }
    }

    @Test
    void ofWhatEndsNothingStays() throws Exception {
        Random random = Seed.random("ofWhatEndsNothingStays");
        for (Link.Kind kind : Link.Kind.values()) {
            // On the way up it would never be over: this server waits for ever.
            boolean up = kind != Link.Kind.BLACK_HOLE && random.nextBoolean();
            Link link = up ? Link.up(kind.draw(random, 900)) : Link.down(kind.draw(random, 900));
            proxy.plan(_ -> link);
            try (Socket client = connect()) {
                client.setSoTimeout(100);
                send(client, new byte[1000]);
                var _ = endsOrBreaks(client);
            }
        }
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (proxy.openConnections() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(0, proxy.openConnections());
        assertEquals(Link.Kind.values().length, proxy.traffic().faultCount());
    }

    private byte[] through(Link link, byte[] sent) throws IOException {
        proxy.plan(_ -> link);
        try (Socket client = connect()) {
            Thread.ofVirtual().start(() -> send(client, sent));
            return client.getInputStream().readAllBytes();
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.uri().getPort());
        client.setSoTimeout(30_000);
        return client;
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            // The connection is to break in some tests.
        }
    }

    /** Whether the other side ends the connection, in whatever way. */
    private static boolean endsOrBreaks(Socket client) {
        try {
            client.getInputStream().skip(Long.MAX_VALUE);
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
