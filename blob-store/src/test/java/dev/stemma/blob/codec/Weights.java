package dev.stemma.blob.codec;

import dev.stemma.blob.Digest;
import dev.stemma.format.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Chunks such as models have them, and some that only a test has. */
final class Weights {

    /** What a chunk holds. */
    enum Kind {
        NOISE,
        GAUSSIAN,
        HALF_EXACT,
        SPECIAL,
        CONSTANT,
        SPARSE
    }

    private Weights() {}

    static byte[] of(Kind kind, ElementType type, int length, Random random) {
        byte[] bytes = new byte[length];
        switch (kind) {
            case NOISE -> random.nextBytes(bytes);
            case GAUSSIAN -> fill(bytes, type, () -> random.nextGaussian() / 20);
            case HALF_EXACT ->
                fill(bytes, type, () -> Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian() / 20)));
            case SPECIAL -> special(bytes, random);
            case CONSTANT -> Arrays.fill(bytes, (byte) random.nextInt());
            case SPARSE -> {
                for (int i = random.nextInt(64); i < length; i += 1 + random.nextInt(64)) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }

    /** The chunk after some training: all elements moved a little, or a few moved at all. */
    static byte[] trained(byte[] bytes, ElementType type, Random random) {
        byte[] child = bytes.clone();
        boolean few = random.nextBoolean();
        int width = PlanesShape.width(type);
        for (int i = 0; i + width <= child.length; i += width) {
            if (!few || random.nextInt(100) == 0) {
                child[i] += (byte) random.nextInt(7);
            }
        }
        return child;
    }

    static Base base(byte[] bytes, int depth) {
        return new Base(Digest.of(bytes), Span.of(bytes), depth);
    }

    private interface Source {
        double next();
    }

    private static void fill(byte[] bytes, ElementType type, Source source) {
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int width = PlanesShape.width(type);
        while (out.remaining() >= width) {
            double value = source.next();
            switch (type) {
                case F64 -> out.putDouble(value);
                case F32 -> out.putFloat((float) value);
                case F16 -> out.putShort(Float.floatToFloat16((float) value));
                case BF16 -> out.putShort((short) (Float.floatToRawIntBits((float) value) >>> 16));
                case I64, U64 -> out.putLong((long) (value * 1000));
                case I32, U32 -> out.putInt((int) (value * 1000));
                case I16, U16 -> out.putShort((short) (value * 1000));
                case F8, I8, U8, BOOL, Q8_0, Q4_0, OTHER -> out.put((byte) (value * 500));
            }
        }
    }

    private static void special(byte[] bytes, Random random) {
        int[] patterns = {
            0,
            1,
            0x8000_0000,
            0x8000_0001,
            0x7f80_0000,
            0xff80_0000,
            0x7fc0_0000,
            0x7f80_0001,
            0xffff_ffff,
            0x7fff_ffff,
            0x3f80_0000
        };
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (out.remaining() >= Integer.BYTES) {
            out.putInt(patterns[random.nextInt(patterns.length)]);
        }
    }
}
