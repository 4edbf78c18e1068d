package dev.stemma.fault;

/** One thing that goes wrong in one direction of a connection, once {@link #at} bytes have passed that way. */
public sealed interface Fault {

    /** How many bytes pass before it happens. */
    long at();

    /** Both directions end in order; what was under way is lost. */
    record Cut(long at) implements Fault {}

    /** Both sides get a reset instead of an end. */
    record Reset(long at) implements Fault {}

    /** This direction ends in order and the other one goes on; what still comes this way is dropped. */
    record HalfClose(long at) implements Fault {}

    /** Nothing passes this way any more, not even an end, and nobody is told. */
    record BlackHole(long at) implements Fault {}

    /** One bit of the next byte turns over. */
    record Flip(long at, int bit) implements Fault {}

    /** The next bytes, so many or as many as came together, pass twice. */
    record Duplicate(long at, int bytes) implements Fault {}

    /** The next bytes are left out and the rest follows. */
    record Truncate(long at, int bytes) implements Fault {}
}
