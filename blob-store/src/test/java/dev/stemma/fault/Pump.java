package dev.stemma.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/** Carries one direction of a connection from one socket to the other, and does to it what the link says. */
final class Pump implements Runnable {

    private static final int BUFFER_BYTES = 1 << 16;

    private enum State {
        OPEN,
        DEAF,
        ENDED
    }

    private final Connection connection;
    private final Socket from;
    private final Socket to;
    private final Link.Way way;
    private final Deque<Fault> waiting;
    private final IntConsumer count;
    private final Runnable arriving;
    private State state = State.OPEN;
    private long passed;
    private boolean truncating;

    Pump(Connection connection, Socket from, Socket to, Link.Way way, IntConsumer count, Runnable arriving) {
        this.connection = connection;
        this.from = from;
        this.to = to;
        this.way = way;
        this.waiting = new ArrayDeque<>(way.faults());
        this.count = count;
        this.arriving = arriving;
    }

    @Override
    public void run() {
        try {
            Wire wire = new Wire(to.getOutputStream(), way.delay(), way.bytesPerSecond(), arriving);
            try {
                carry(from.getInputStream(), wire);
            } finally {
                wire.finish();
            }
            if (state == State.OPEN) {
                to.shutdownOutput();
            }
        } catch (IOException | UncheckedIOException e) {
            // One side is gone: so is the other.
            connection.end();
        } finally {
            connection.done();
        }
    }

    private void carry(InputStream in, Wire wire) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        perform(wire, buffer, 0, 0);
        for (int read = next(in, buffer); read >= 0; read = next(in, buffer)) {
            count.accept(read);
            pass(wire, buffer, read);
        }
    }

    private int next(InputStream in, byte[] buffer) throws IOException {
        return state == State.ENDED ? -1 : in.read(buffer);
    }

    /** Passes on what was read, stopping where a fault is due. */
    private void pass(Wire wire, byte[] buffer, int length) throws IOException {
        int start = 0;
        while (start < length && state == State.OPEN) {
            Fault next = waiting.peek();
            int end = next == null || next.at() - passed > length - start
                    ? length
                    : start + (int) Math.max(0, next.at() - passed);
            wire.send(buffer, start, end - start);
            passed += end - start;
            start = perform(wire, buffer, end, length);
        }
    }

    /** Performs the fault that is due, if there is one, and says where to go on. */
    private int perform(Wire wire, byte[] buffer, int start, int length) throws IOException {
        Fault due = waiting.peek();
        if (due == null || due.at() > passed) {
            return start;
        }
        int left = length - start;
        switch (due) {
            case Fault.Cut(long _) -> end(Link.Kind.CUT, wire);
            case Fault.Reset(long _) -> end(Link.Kind.RESET, wire);
            case Fault.HalfClose(long _) -> deaf(Link.Kind.HALF_CLOSE, wire);
            case Fault.BlackHole(long _) -> deaf(Link.Kind.BLACK_HOLE, wire);
            case Fault.Flip(long at, int bit) -> {
                if (left == 0) {
                    return start;
                }
                buffer[start] ^= (byte) (1 << bit);
                happened(Link.Kind.FLIP);
            }
            case Fault.Duplicate(long at, int bytes) -> {
                if (left == 0) {
                    return start;
                }
                wire.send(buffer, start, Math.min(bytes, left));
                happened(Link.Kind.DUPLICATE);
            }
            case Fault.Truncate(long at, int bytes) -> {
                return truncate(at, bytes, start, left);
            }
        }
        return start;
    }

    private int truncate(long at, int bytes, int start, int left) {
        int gone = Math.min(bytes, left);
        if (gone == 0) {
            return start;
        }
        waiting.remove();
        if (!truncating) {
            connection.happened(Link.Kind.TRUNCATE);
        }
        truncating = gone < bytes;
        if (truncating) {
            waiting.addFirst(new Fault.Truncate(at, bytes - gone));
        }
        return start + gone;
    }

    private void happened(Link.Kind kind) {
        waiting.remove();
        connection.happened(kind);
    }

    private void end(Link.Kind kind, Wire wire) throws IOException {
        happened(kind);
        state = State.ENDED;
        wire.finish();
        count.accept(from.getInputStream().available());
        if (kind == Link.Kind.RESET) {
            connection.reset();
        } else {
            connection.end();
        }
    }

    private void deaf(Link.Kind kind, Wire wire) throws IOException {
        happened(kind);
        state = State.DEAF;
        if (kind == Link.Kind.HALF_CLOSE) {
            wire.finish();
            to.shutdownOutput();
        }
    }
}
