package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.nio.ByteBuffer;

/**
 * How differences of elements are taken and grouped.
 *
 * @param width bytes of an element: 2, 4 or 8
 * @param ordered whether elements are floats, which lie in sign and magnitude and are put in order first
 * @param zeros how many low bits are zero in all elements of the chunk and its base, and left out
 * @param shift where the bits of a base's element begin that say which group its difference belongs to
 * @param bits how many bits these are; 0 for one group
 */
record DeltaShape(int width, boolean ordered, int zeros, int shift, int bits) {

    static final int MAX_BITS = 12;

    DeltaShape {
        boolean sane = width == 2 || width == 4 || width == 8;
        if (!sane || zeros < 0 || zeros >= 8 * width || bits < 0 || bits > MAX_BITS || shift < 0) {
            throw new IllegalArgumentException("no such differences");
        }
        if (shift + bits > 8 * width) {
            throw new IllegalArgumentException("no such groups");
        }
    }

    static DeltaShape read(ByteBuffer in) throws CodecException {
        int width = PlaneReader.u8(in);
        int ordered = PlaneReader.u8(in);
        int zeros = PlaneReader.u8(in);
        int shift = PlaneReader.u8(in);
        int bits = PlaneReader.u8(in);
        try {
            if (ordered > 1) {
                throw new CodecException("differences have flag " + ordered);
            }
            return new DeltaShape(width, ordered == 1, zeros, shift, bits);
        } catch (IllegalArgumentException e) {
            throw new CodecException("differences have a shape that makes no sense");
        }
    }

    void write(Output out) {
        out.u8(width);
        out.u8(ordered ? 1 : 0);
        out.u8(zeros);
        out.u8(shift);
        out.u8(bits);
    }

    /** The shape for a type: floats grouped by the base's exponent, integers not grouped. */
    static DeltaShape of(ElementType type, boolean grouped, int zeros) {
        int width = PlanesShape.width(type);
        int bits = grouped ? exponentBits(type) : 0;
        int shift = bits == 0 ? 0 : 8 * width - 1 - bits;
        return new DeltaShape(width, PlanesShape.isFloat(type), zeros, shift, bits);
    }

    private static int exponentBits(ElementType type) {
        return switch (type) {
            case F64 -> 11;
            case F32, BF16 -> 8;
            case F16 -> 5;
            case I64, U64, I32, U32, I16, U16, F8, I8, U8, BOOL, Q8_0, Q4_0, OTHER -> 0;
        };
    }

    int groups() {
        return 1 << bits;
    }

    int groupMask() {
        return groups() - 1;
    }
}
