package dev.stemma.fault;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What one connection goes through.
 *
 * @param up from the client to the server
 * @param down from the server to the client
 */
public record Link(Way up, Way down) {

    /** A connection that works. */
    public static final Link CLEAN = new Link(Way.CLEAN, Way.CLEAN);

    /** Chooses what each connection goes through; may be asked by several threads at once. */
    @FunctionalInterface
    public interface Plan {
        /** The link for the connection of this number; the first is 0. */
        Link link(int connection);
    }

    /**
     * One direction.
     *
     * @param faults what happens to the bytes, in the order of their places
     * @param delay how much later everything arrives
     * @param bytesPerSecond the most that passes, 0 for no bound
     */
    public record Way(List<Fault> faults, Duration delay, long bytesPerSecond) {

        /** Nothing happens. */
        public static final Way CLEAN = new Way(List.of(), Duration.ZERO, 0);

        /** Sorts the faults by where they happen. */
        public Way {
            faults = faults.stream().sorted(Comparator.comparingLong(Fault::at)).toList();
        }

        /** These faults, and no delay. */
        public static Way with(Fault... faults) {
            return new Way(List.of(faults), Duration.ZERO, 0);
        }
    }

    /** These faults on the way up. */
    public static Link up(Fault... faults) {
        return new Link(Way.with(faults), Way.CLEAN);
    }

    /** These faults on the way down. */
    public static Link down(Fault... faults) {
        return new Link(Way.CLEAN, Way.with(faults));
    }

    /** A connection whose round trip takes that much longer. */
    public static Link delayed(Duration roundTrip) {
        Way half = new Way(List.of(), roundTrip.dividedBy(2), 0);
        return new Link(half, half);
    }

    /** Kinds of faults that chance draws. */
    public enum Kind {
        CUT,
        RESET,
        HALF_CLOSE,
        BLACK_HOLE,
        FLIP,
        DUPLICATE,
        TRUNCATE;

        private static final int MOST_BYTES = 5000;

        /** One of this kind somewhere in the first {@code span} bytes. */
        public Fault draw(RandomGenerator random, long span) {
            long at = random.nextLong(span);
            int bytes = 1 + random.nextInt(MOST_BYTES);
            return switch (this) {
                case CUT -> new Fault.Cut(at);
                case RESET -> new Fault.Reset(at);
                case HALF_CLOSE -> new Fault.HalfClose(at);
                case BLACK_HOLE -> new Fault.BlackHole(at);
                case FLIP -> new Fault.Flip(at, random.nextInt(Byte.SIZE));
                case DUPLICATE -> new Fault.Duplicate(at, bytes);
                case TRUNCATE -> new Fault.Truncate(at, bytes);
            };
        }
    }
}
