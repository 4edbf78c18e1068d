package dev.stemma.blob.codec;

/** Blocks of 32 values with a scale in binary16, by the name that GGML gives them. Numbers stand in frames. */
public enum BlockFormat {
    /** Signed bytes. */
    Q8_0(1, 34),
    /** Values of 4 bits, found by a multiplication and an addition that are rounded each. */
    Q4_0(2, 18),
    /** The same, found by a fused multiply-add: what compilers for newer processors make of it. */
    Q4_0_FUSED(3, 18);

    static final int VALUES = 32;
    private static final int HALF = VALUES / 2;

    private final int id;
    private final int bytes;

    BlockFormat(int id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    static BlockFormat read(int id) throws CodecException {
        for (BlockFormat format : values()) {
            if (format.id == id) {
                return format;
            }
        }
        throw new CodecException("block format " + id + " is not known here");
    }

    int id() {
        return id;
    }

    /** Bytes of one block. */
    public int bytes() {
        return bytes;
    }

    void quantise(float[] values, int blocks, byte[] target) {
        for (int block = 0; block < blocks; block++) {
            int from = block * VALUES;
            int at = block * bytes;
            switch (this) {
                case Q8_0 -> eightBits(values, from, target, at);
                case Q4_0 -> fourBits(values, from, target, at, false);
                case Q4_0_FUSED -> fourBits(values, from, target, at, true);
            }
        }
    }

    private static void eightBits(float[] values, int from, byte[] target, int at) {
        float largest = 0;
        for (int i = 0; i < VALUES; i++) {
            largest = Math.max(largest, Math.abs(values[from + i]));
        }
        float scale = Float.isNaN(largest) ? Float.NaN : largest / 127;
        float inverse = scale == 0 ? 0 : 1 / scale;
        LittleEndian.SHORT.set(target, at, FloatFormat.half(scale));
        for (int i = 0; i < VALUES; i++) {
            target[at + 2 + i] = (byte) awayFromZero(values[from + i] * inverse);
        }
    }

    /** The nearest integer, ties away from zero; what is no number, or far out, is 0. */
    private static int awayFromZero(float value) {
        float size = Math.abs(value);
        int whole = size < 256 ? (int) size : 0;
        int rounded = size < 256 && size - whole >= 0.5f ? whole + 1 : whole;
        return value < 0 ? -rounded : rounded;
    }

    private static void fourBits(float[] values, int from, byte[] target, int at, boolean fused) {
        float largest = 0;
        float signed = 0;
        for (int i = 0; i < VALUES; i++) {
            float size = Math.abs(values[from + i]);
            if (size > largest) {
                largest = size;
                signed = values[from + i];
            }
        }
        float scale = signed / -8;
        float inverse = scale == 0 ? 0 : 1 / scale;
        LittleEndian.SHORT.set(target, at, FloatFormat.half(scale));
        for (int i = 0; i < HALF; i++) {
            int low = nibble(values[from + i], inverse, fused);
            int high = nibble(values[from + HALF + i], inverse, fused);
            target[at + 2 + i] = (byte) (low | high << 4);
        }
    }

    private static int nibble(float value, float inverse, boolean fused) {
        float moved = fused ? (float) ((double) value * inverse + 8.5) : value * inverse + 8.5f;
        return Math.clamp((int) moved, 0, 15);
    }
}
