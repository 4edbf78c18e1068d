package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A matrix with its rows and columns exchanged.
 *
 * @param width bytes of an element: 1, 2, 4 or 8
 * @param bases how many base chunks hold the matrix, 1 to 8
 * @param skip where in these it starts, in bytes
 * @param order its shape, and the chunk's first element
 */
public record Transpose(int width, int bases, int skip, Order.Turned order) implements Derivation {
    static final int OPERATION = 4;

    /** Checks the numbers. */
    public Transpose {
        if (!sound(width, bases, skip)) {
            throw new IllegalArgumentException("Elements of " + width + " bytes in " + bases + " bases from " + skip);
        }
    }

    private static boolean sound(int width, int bases, int skip) {
        return width >= 1 && width <= 8 && Integer.bitCount(width) == 1 && bases >= 1 && bases <= 8 && skip >= 0;
    }

    static Transpose read(ByteBuffer in) throws CodecException {
        int width = in.get();
        int bases = in.get();
        int skip = in.getInt();
        if (sound(width, bases, skip) && Order.read(in) instanceof Order.Turned order) {
            return new Transpose(width, bases, skip, order);
        }
        throw new CodecException("a transposition has impossible parameters");
    }

    @Override
    public byte[] bytes() {
        Parameters out = new Parameters().u8(OPERATION).u8(width).u8(bases).u32(skip);
        order.write(out);
        return out.bytes();
    }

    @Override
    public void apply(List<Span> spans, byte[] target, int length) throws CodecException {
        Derivation.check(spans, bases, target, length);
        if (length % width != 0) {
            throw new CodecException("a chunk of " + length + " bytes is no whole number of elements");
        }
        byte[] turned = order.copy(new Joined(spans), skip, 0, length / width, width);
        System.arraycopy(turned, 0, target, 0, length);
    }
}
