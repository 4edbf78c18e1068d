package dev.stemma.blob.codec;

import java.nio.ByteBuffer;

/**
 * Which channel an element of a tensor belongs to: element {@code i} to channel {@code i / inner % count}.
 *
 * @param inner how many neighbours share a channel, at least 1
 * @param count how many channels there are, at least 1
 */
public record Channels(long inner, int count) {
    /** All elements belong to one. */
    public static final Channels ONE = new Channels(1, 1);

    /** Checks the numbers. */
    public Channels {
        if (inner < 1 || count < 1) {
            throw new IllegalArgumentException(count + " channels of " + inner);
        }
    }

    static Channels read(ByteBuffer in) throws CodecException {
        long inner = in.getLong();
        int count = in.getInt();
        if (inner < 1 || count < 1) {
            throw new CodecException(count + " channels of " + inner);
        }
        return new Channels(inner, count);
    }

    void write(Parameters out) {
        out.u64(inner).u32(count);
    }

    int of(long element) {
        return (int) (element / inner % count);
    }

    /** How many elements from this one on, up to {@code most}, stay in one channel. */
    int run(long element, int most) {
        return count == 1 ? most : (int) Math.min(most, inner - element % inner);
    }
}
