package dev.stemma.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What has gone through a proxy. */
public final class Traffic {

    /** The time between a question's first byte and the first byte of its answer. */
    private record Exchange(long askedNanos, long answeredNanos) {}

    final AtomicInteger connections = new AtomicInteger();
    final AtomicLong bytesUp = new AtomicLong();
    final AtomicLong bytesDown = new AtomicLong();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<Link.Kind, Integer> faults = new EnumMap<>(Link.Kind.class);

    Traffic() {}

    synchronized void happened(Link.Kind kind) {
        faults.merge(kind, 1, Integer::sum);
    }

    synchronized void answered(long askedNanos) {
        exchanges.add(new Exchange(askedNanos, System.nanoTime()));
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** Bytes that clients sent, those that were lost included. */
    public long bytesUp() {
        return bytesUp.get();
    }

    /** Bytes that the server sent, those that were lost included. */
    public long bytesDown() {
        return bytesDown.get();
    }

    /** How often a question was followed by an answer, over all connections. */
    public synchronized int roundTrips() {
        return exchanges.size();
    }

    /**
     * The longest chain of round trips of which each began after the one before it had its answer: what a client waits for however
     * many connections it has. Making a connection is not counted.
     */
    public synchronized int sequentialRoundTrips() {
        List<Exchange> byEnd = new ArrayList<>(exchanges);
        byEnd.sort(Comparator.comparingLong(Exchange::answeredNanos));
        int chain = 0;
        long end = Long.MIN_VALUE;
        for (Exchange exchange : byEnd) {
            if (chain == 0 || exchange.askedNanos() - end >= 0) {
                chain++;
                end = exchange.answeredNanos();
            }
        }
        return chain;
    }

    /** How often each kind of fault has happened. */
    public synchronized Map<Link.Kind, Integer> faults() {
        return new EnumMap<>(faults);
    }

    /** How many faults have happened. */
    public synchronized int faultCount() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }
}
