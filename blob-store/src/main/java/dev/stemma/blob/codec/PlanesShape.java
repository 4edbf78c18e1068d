package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.nio.ByteBuffer;

/**
 * How elements are taken apart into planes.
 *
 * @param width bytes of an element: 2, 4 or 8; one plane for each
 * @param rotated whether the sign bit has been moved from the top to the lowest place that is used, which makes whole bytes
 *     of exponents
 * @param zeros how many low bits are zero in all elements; 0 unless rotated
 */
record PlanesShape(int width, boolean rotated, int zeros) {

    PlanesShape {
        if ((width != 2 && width != 4 && width != 8) || zeros < 0 || zeros >= 8 * width || (zeros > 0 && !rotated)) {
            throw new IllegalArgumentException("no such planes");
        }
    }

    static PlanesShape read(ByteBuffer in) throws CodecException {
        int width = PlaneReader.u8(in);
        int rotated = PlaneReader.u8(in);
        int zeros = PlaneReader.u8(in);
        try {
            if (rotated > 1) {
                throw new CodecException("planes have flag " + rotated);
            }
            return new PlanesShape(width, rotated == 1, zeros);
        } catch (IllegalArgumentException e) {
            throw new CodecException("planes have width " + width + " and " + zeros + " zero bits");
        }
    }

    void write(Output out) {
        out.u8(width);
        out.u8(rotated ? 1 : 0);
        out.u8(zeros);
    }

    /** Bytes of an element if it has planes at all, else 1. */
    static int width(ElementType type) {
        return switch (type) {
            case F64, I64, U64 -> 8;
            case F32, I32, U32 -> 4;
            case F16, BF16, I16, U16 -> 2;
            case F8, I8, U8, BOOL, Q8_0, Q4_0, OTHER -> 1;
        };
    }

    static boolean isFloat(ElementType type) {
        return switch (type) {
            case F64, F32, F16, BF16 -> true;
            case I64, U64, I32, U32, I16, U16, F8, I8, U8, BOOL, Q8_0, Q4_0, OTHER -> false;
        };
    }
}
