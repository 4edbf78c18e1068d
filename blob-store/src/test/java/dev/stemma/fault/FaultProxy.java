package dev.stemma.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and a server of the loopback interface, and does to each connection what a plan says. Plans may be changed while
 * it runs, for connections that are made later. Closing it resets what is open.
 */
public final class FaultProxy implements AutoCloseable {

    /** Small, so that few bytes are under way when a connection is cut. */
    private static final int RECEIVE_BYTES = 1 << 16;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Traffic traffic = new Traffic();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile Link.Plan plan;

    private FaultProxy(ServerSocket listener, InetSocketAddress target, Link.Plan plan) {
        this.listener = listener;
        this.target = target;
        this.plan = plan;
    }

    /** Starts one on a free port, before the server of this URL. */
    public static FaultProxy before(URI server, Link.Plan plan) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReceiveBufferSize(RECEIVE_BYTES);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        FaultProxy proxy = new FaultProxy(
                listener, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), plan);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** Where clients find it. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** What connections go through from now on. */
    public void plan(Link.Plan next) {
        plan = next;
    }

    /** Resets all that is open; later connections go through what the plan says. */
    public void reset() {
        open.forEach(Connection::reset);
    }

    /** What has gone through so far. */
    public Traffic traffic() {
        return traffic;
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Link link = plan.link(traffic.connections.getAndIncrement());
                Thread.ofVirtual().start(() -> connect(client, link));
            } catch (IOException e) {
                // Closed, or a client that was gone at once.
            }
        }
    }

    private void connect(Socket client, Link link) {
        Socket server = new Socket();
        Connection connection = new Connection(client, server, traffic);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
        } catch (IOException e) {
            // A server that cannot be reached looks like one.
            connection.reset();
            return;
        }
        open.add(connection);
        connection.start(link, () -> open.remove(connection));
        if (listener.isClosed()) {
            connection.reset();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        reset();
    }
}
