package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Floats of a relative, as an operation reads them: an array that lies in base chunks put back to back, in whatever way these
 * were cut.
 *
 * @param format what they are
 * @param bases how many base chunks hold them, 1 to 8: the first ones of the operation's
 * @param skip where in these the array starts, in bytes
 * @param order in which order they are read
 */
public record Source(FloatFormat format, int bases, int skip, Order order) {
    static final int MAX_BASES = 8;

    /** Checks the numbers. */
    public Source {
        if (bases < 1 || bases > MAX_BASES || skip < 0) {
            throw new IllegalArgumentException("Floats in " + bases + " bases from byte " + skip);
        }
    }

    static Source read(ByteBuffer in) throws CodecException {
        FloatFormat format = FloatFormat.read(in.get());
        int bases = in.get();
        int skip = in.getInt();
        if (bases < 1 || bases > MAX_BASES || skip < 0) {
            throw new CodecException("a source has " + bases + " bases from byte " + skip);
        }
        return new Source(format, bases, skip, Order.read(in));
    }

    void write(Parameters out) {
        out.u8(format.id()).u8(bases).u32(skip);
        order.write(out);
    }

    /** Opens its elements from {@code from} on. */
    Floats open(List<Span> spans, long from, long count) throws CodecException {
        Joined joined = new Joined(spans.subList(0, bases));
        return switch (order) {
            case Order.Straight() -> {
                long start = Order.start(joined, skip, from, count, format.bytes());
                yield new Floats(format, joined, start);
            }
            case Order.Turned turned -> {
                byte[] turnedBytes = turned.copy(joined, skip, from, count, format.bytes());
                yield new Floats(format, new Joined(List.of(Span.of(turnedBytes))), 0);
            }
        };
    }

    /** How many elements the bases can hold at most, to compare declared numbers with. */
    long capacity(List<Span> spans) {
        return new Joined(spans.subList(0, bases)).size() / format.bytes();
    }
}
