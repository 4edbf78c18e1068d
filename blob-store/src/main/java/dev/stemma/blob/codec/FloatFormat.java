package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.util.Optional;

/** The floats that operations read and write; every one of them is also a binary32. Numbers stand in frames. */
public enum FloatFormat {
    /** IEEE 754 binary32. */
    F32(1, 4),
    /** IEEE 754 binary16. */
    F16(2, 2),
    /** bfloat16. */
    BF16(3, 2);

    private static final int QUIET = 0x0040_0000;

    private final int id;
    private final int bytes;

    FloatFormat(int id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /** The format of a tensor's elements, if it is one of these. */
    public static Optional<FloatFormat> of(ElementType type) {
        return switch (type) {
            case F32 -> Optional.of(F32);
            case F16 -> Optional.of(F16);
            case BF16 -> Optional.of(BF16);
            case F64, F8, I64, I32, I16, I8, U64, U32, U16, U8, BOOL, Q8_0, Q4_0, OTHER -> Optional.empty();
        };
    }

    static FloatFormat read(int id) throws CodecException {
        for (FloatFormat format : values()) {
            if (format.id == id) {
                return format;
            }
        }
        throw new CodecException("float format " + id + " is not known here");
    }

    int id() {
        return id;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Reads little-endian elements. */
    void widen(byte[] from, float[] target, int count) {
        switch (this) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = (float) LittleEndian.FLOAT.get(from, 4 * i);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = widenHalf((short) LittleEndian.SHORT.get(from, 2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = Float.intBitsToFloat((short) LittleEndian.SHORT.get(from, 2 * i) << 16);
                }
            }
        }
    }

    /** Writes elements, each rounded to the nearest, ties to even. */
    void narrow(float[] from, int count, byte[] target, int at) {
        switch (this) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    LittleEndian.FLOAT.set(target, at + 4 * i, from[i]);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    LittleEndian.SHORT.set(target, at + 2 * i, half(from[i]));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    LittleEndian.SHORT.set(target, at + 2 * i, brain(Float.floatToRawIntBits(from[i])));
                }
            }
        }
    }

    /** As the JDK does, but for NaN, of which it leaves open which one comes out. */
    static short half(float value) {
        if (Float.isNaN(value)) {
            int bits = Float.floatToRawIntBits(value);
            return (short) (((bits >>> 16) & 0x8000) | 0x7e00 | ((bits >>> 13) & 0x3ff));
        }
        return Float.floatToFloat16(value);
    }

    private static float widenHalf(short half) {
        if ((half & 0x7fff) > 0x7c00) {
            return Float.intBitsToFloat(((half & 0x8000) << 16) | 0x7f80_0000 | QUIET | ((half & 0x3ff) << 13));
        }
        return Float.float16ToFloat(half);
    }

    private static short brain(int bits) {
        if ((bits & 0x7fff_ffff) > 0x7f80_0000) {
            return (short) ((bits | QUIET) >>> 16);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
