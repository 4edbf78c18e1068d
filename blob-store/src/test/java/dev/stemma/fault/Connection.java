package dev.stemma.fault;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A client's connection, the proxy's own to the server, and the two directions between them. */
final class Connection {

    private static final long NOTHING_ASKED = Long.MIN_VALUE;

    private final Socket client;
    private final Socket server;
    private final Traffic traffic;
    private final AtomicInteger directions = new AtomicInteger(2);
    private volatile Runnable ended = () -> {};
    private final AtomicLong asked = new AtomicLong(NOTHING_ASKED);

    Connection(Socket client, Socket server, Traffic traffic) {
        this.client = client;
        this.server = server;
        this.traffic = traffic;
    }

    void start(Link link, Runnable whenEnded) {
        ended = whenEnded;
        Thread.ofVirtual().start(new Pump(this, client, server, link.up(), this::cameUp, () -> {}));
        Thread.ofVirtual().start(new Pump(this, server, client, link.down(), this::cameDown, this::answered));
    }

    private void cameUp(int bytes) {
        traffic.bytesUp.addAndGet(bytes);
        asked.compareAndSet(NOTHING_ASKED, System.nanoTime());
    }

    private void cameDown(int bytes) {
        traffic.bytesDown.addAndGet(bytes);
    }

    private void answered() {
        long since = asked.getAndSet(NOTHING_ASKED);
        if (since != NOTHING_ASKED) {
            traffic.answered(since);
        }
    }

    void happened(Link.Kind kind) {
        traffic.happened(kind);
    }

    /** One direction has come to its end. */
    void done() {
        if (directions.decrementAndGet() == 0) {
            end();
            ended.run();
        }
    }

    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // Closed already.
            }
        }
        end();
    }

    void end() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException e) {
                // It ends all the same.
            }
        }
    }
}
