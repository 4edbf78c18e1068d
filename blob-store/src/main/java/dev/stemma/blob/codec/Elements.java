package dev.stemma.blob.codec;

/** Elements of 2, 4 or 8 bytes, one by one or a machine word at a time. */
final class Elements {

    private Elements() {}

    /** Element {@code i} as an unsigned number. */
    static long get(byte[] array, int i, int width) {
        return switch (width) {
            case 2 -> (short) Views.SHORT.get(array, 2 * i) & 0xffffL;
            case 4 -> (int) Views.INT.get(array, 4 * i) & 0xffffffffL;
            default -> (long) Views.LONG.get(array, 8 * i);
        };
    }

    static void set(byte[] array, int i, int width, long value) {
        switch (width) {
            case 2 -> Views.SHORT.set(array, 2 * i, (short) value);
            case 4 -> Views.INT.set(array, 4 * i, (int) value);
            default -> Views.LONG.set(array, 8 * i, value);
        }
    }

    /** The value in each lane of a word. */
    static long lanes(long value, int width) {
        return switch (width) {
            case 2 -> (value & 0xffff) * 0x0001_0001_0001_0001L;
            case 4 -> (value & 0xffff_ffffL) * 0x0000_0001_0000_0001L;
            default -> value;
        };
    }

    /** All bits that are set in some element. */
    static long union(byte[] array, int count, int width) {
        int bytes = count * width;
        long all = 0;
        int i = 0;
        for (; i + Long.BYTES <= bytes; i += Long.BYTES) {
            all |= (long) Views.LONG.get(array, i);
        }
        for (int e = i / width; e < count; e++) {
            all |= get(array, e, width);
        }
        return switch (width) {
            case 2 -> (all | all >>> 16 | all >>> 32 | all >>> 48) & 0xffff;
            case 4 -> (all | all >>> 32) & 0xffff_ffffL;
            default -> all;
        };
    }

    /** How many low bits are zero in this union of elements; less than all bits of an element. */
    static int zeros(long union, int width) {
        return Math.min(8 * width - 1, Long.numberOfTrailingZeros(union));
    }
}
