package dev.stemma.blob.codec;

import java.util.Arrays;

/**
 * Differences of elements to those of a base, in planes. A difference is small where both are near in order; its sign is
 * moved to its lowest bit. Differences whose base elements share an exponent lie together, so that the codes of each stretch
 * of a plane fit it: updates of weights have much the same absolute size, whatever the weight.
 */
final class Differences {

    private final int[] starts = new int[1 << DeltaShape.MAX_BITS];

    /** Writes the planes of the differences back to back. */
    void split(byte[] raw, byte[] base, int count, DeltaShape shape, byte[] planes) {
        group(base, count, shape);
        switch (shape.width()) {
            case 2 -> split2(raw, base, count, shape, planes);
            case 4 -> split4(raw, base, count, shape, planes);
            default -> split8(raw, base, count, shape, planes);
        }
    }

    /** Adds differences to the elements of the base. */
    void join(Plane[] planes, byte[] base, int count, DeltaShape shape, byte[] target) {
        group(base, count, shape);
        switch (shape.width()) {
            case 2 -> join2(planes, base, count, shape, target);
            case 4 -> join4(planes, base, count, shape, target);
            default -> join8(planes, base, count, shape, target);
        }
    }

    /** Finds where each group starts. */
    private void group(byte[] base, int count, DeltaShape shape) {
        int groups = shape.groups();
        Arrays.fill(starts, 0, groups, 0);
        if (groups == 1) {
            return;
        }
        int shift = shape.shift();
        int mask = shape.groupMask();
        switch (shape.width()) {
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    starts[((short) Views.SHORT.get(base, 2 * i) >>> shift) & mask]++;
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    starts[((int) Views.INT.get(base, 4 * i) >>> shift) & mask]++;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    starts[(int) ((long) Views.LONG.get(base, 8 * i) >>> shift) & mask]++;
                }
            }
        }
        int start = 0;
        for (int g = 0; g < groups; g++) {
            int size = starts[g];
            starts[g] = start;
            start += size;
        }
    }

    private void split2(byte[] raw, byte[] base, int count, DeltaShape shape, byte[] planes) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff >>> zeros : 0;
        for (int i = 0; i < count; i++) {
            int b = (short) Views.SHORT.get(base, 2 * i);
            int at = starts[(b >>> shift) & mask]++;
            int x = (short) Views.SHORT.get(raw, 2 * i) >> zeros;
            int q = b >> zeros;
            int d = (short) ((x ^ ((x >> 31) & flip)) - (q ^ ((q >> 31) & flip)));
            int z = (d << 1) ^ (d >> 31);
            planes[at] = (byte) z;
            planes[count + at] = (byte) (z >>> 8);
        }
    }

    private void join2(Plane[] planes, byte[] base, int count, DeltaShape shape, byte[] target) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff >>> zeros : 0;
        byte[] p0 = planes[0].array;
        byte[] p1 = planes[1].array;
        int o0 = planes[0].offset;
        int o1 = planes[1].offset;
        for (int i = 0; i < count; i++) {
            int b = (short) Views.SHORT.get(base, 2 * i);
            int at = starts[(b >>> shift) & mask]++;
            int z = (p0[o0 + at] & 0xff) | ((p1[o1 + at] & 0xff) << 8);
            int q = b >> zeros;
            int x = (short) ((q ^ ((q >> 31) & flip)) + ((z >>> 1) ^ -(z & 1)));
            Views.SHORT.set(target, 2 * i, (short) ((x ^ ((x >> 31) & flip)) << zeros));
        }
    }

    private void split4(byte[] raw, byte[] base, int count, DeltaShape shape, byte[] planes) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff_ffff >>> zeros : 0;
        for (int i = 0; i < count; i++) {
            int b = (int) Views.INT.get(base, 4 * i);
            int at = starts[(b >>> shift) & mask]++;
            int x = (int) Views.INT.get(raw, 4 * i) >> zeros;
            int q = b >> zeros;
            int d = (x ^ ((x >> 31) & flip)) - (q ^ ((q >> 31) & flip));
            int z = (d << 1) ^ (d >> 31);
            planes[at] = (byte) z;
            planes[count + at] = (byte) (z >>> 8);
            planes[2 * count + at] = (byte) (z >>> 16);
            planes[3 * count + at] = (byte) (z >>> 24);
        }
    }

    private void join4(Plane[] planes, byte[] base, int count, DeltaShape shape, byte[] target) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff_ffff >>> zeros : 0;
        byte[] p0 = planes[0].array;
        byte[] p1 = planes[1].array;
        byte[] p2 = planes[2].array;
        byte[] p3 = planes[3].array;
        int o0 = planes[0].offset;
        int o1 = planes[1].offset;
        int o2 = planes[2].offset;
        int o3 = planes[3].offset;
        for (int i = 0; i < count; i++) {
            int b = (int) Views.INT.get(base, 4 * i);
            int at = starts[(b >>> shift) & mask]++;
            int low = (p0[o0 + at] & 0xff) | ((p1[o1 + at] & 0xff) << 8);
            int z = low | ((p2[o2 + at] & 0xff) << 16) | (p3[o3 + at] << 24);
            int q = b >> zeros;
            int x = (q ^ ((q >> 31) & flip)) + ((z >>> 1) ^ -(z & 1));
            Views.INT.set(target, 4 * i, (x ^ ((x >> 31) & flip)) << zeros);
        }
    }

    private void split8(byte[] raw, byte[] base, int count, DeltaShape shape, byte[] planes) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int zeros = shape.zeros();
        long flip = shape.ordered() ? Long.MAX_VALUE >>> zeros : 0;
        for (int i = 0; i < count; i++) {
            long b = (long) Views.LONG.get(base, 8 * i);
            int at = starts[(int) (b >>> shift) & mask]++;
            long x = (long) Views.LONG.get(raw, 8 * i) >> zeros;
            long q = b >> zeros;
            long d = (x ^ ((x >> 63) & flip)) - (q ^ ((q >> 63) & flip));
            long z = (d << 1) ^ (d >> 63);
            for (int k = 0; k < 8; k++) {
                planes[k * count + at] = (byte) (z >>> (8 * k));
            }
        }
    }

    private void join8(Plane[] planes, byte[] base, int count, DeltaShape shape, byte[] target) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int zeros = shape.zeros();
        long flip = shape.ordered() ? Long.MAX_VALUE >>> zeros : 0;
        for (int i = 0; i < count; i++) {
            long b = (long) Views.LONG.get(base, 8 * i);
            int at = starts[(int) (b >>> shift) & mask]++;
            long z = 0;
            for (int k = 0; k < 8; k++) {
                z |= (planes[k].array[planes[k].offset + at] & 0xffL) << (8 * k);
            }
            long q = b >> zeros;
            long x = (q ^ ((q >> 63) & flip)) + ((z >>> 1) ^ -(z & 1));
            Views.LONG.set(target, 8 * i, (x ^ ((x >> 63) & flip)) << zeros);
        }
    }
}
