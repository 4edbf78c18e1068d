package dev.stemma.blob.codec;

import java.util.Arrays;

/**
 * Differences of elements to those of a base, in planes. A difference is small where both are near in order; its sign is
 * moved to its lowest bit. Differences whose base elements share an exponent lie together, so that the codes of each stretch
 * of a plane fit it: updates of weights have much the same absolute size, whatever the weight.
 *
 * <p>Both halves of the elements are walked at once. Neighbours often belong to one group, and its counter must be written
 * before it can be read again: with two counters a processor waits half as long.
 */
final class Differences {

    /** Where the next difference of each group goes: of the first half's, then of the second half's. */
    private final int[] starts = new int[2 << DeltaShape.MAX_BITS];

    /** Differences, each as wide as an element, in the order in which they stand in the planes. */
    private byte[] sorted = new byte[0];

    /** Writes the planes of the differences back to back. */
    void split(byte[] raw, byte[] base, int count, DeltaShape shape, byte[] planes) {
        begin(base, count, shape);
        switch (shape.width()) {
            case 2 -> take2(raw, base, count, shape);
            case 4 -> take4(raw, base, count, shape);
            default -> take8(raw, base, count, shape);
        }
        planes(shape).split(sorted, count, planes);
    }

    /** Adds differences to the elements of the base. */
    void join(Plane[] planes, byte[] base, int count, DeltaShape shape, byte[] target) {
        begin(base, count, shape);
        planes(shape).join(planes, count, sorted);
        switch (shape.width()) {
            case 2 -> add2(base, count, shape, target);
            case 4 -> add4(base, count, shape, target);
            default -> add8(base, count, shape, target);
        }
    }

    private static ElementPlanes planes(DeltaShape shape) {
        return new ElementPlanes(new PlanesShape(shape.width(), false, 0));
    }

    /** Finds where each group starts. */
    private void begin(byte[] base, int count, DeltaShape shape) {
        if (sorted.length < count * shape.width()) {
            sorted = new byte[count * shape.width()];
        }
        int groups = shape.groups();
        Arrays.fill(starts, 0, 2 * groups, 0);
        switch (shape.width()) {
            case 2 -> count2(base, count, shape);
            case 4 -> count4(base, count, shape);
            default -> count8(base, count, shape);
        }
        int start = 0;
        for (int g = 0; g < groups; g++) {
            int first = starts[g];
            int second = starts[groups + g];
            starts[g] = start;
            starts[groups + g] = start + first;
            start += first + second;
        }
    }

    private void count2(byte[] base, int count, DeltaShape shape) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int half = count / 2;
        int[] sizes = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            int b = (short) Views.SHORT.get(base, 2 * i);
            int c = (short) Views.SHORT.get(base, 2 * j);
            sizes[(b >>> shift) & mask]++;
            sizes[groups + ((c >>> shift) & mask)]++;
        }
        if ((count & 1) == 1) {
            sizes[groups + (((short) Views.SHORT.get(base, 2 * (count - 1)) >>> shift) & mask)]++;
        }
    }

    private void take2(byte[] raw, byte[] base, int count, DeltaShape shape) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff >>> zeros : 0;
        int half = count / 2;
        byte[] to = sorted;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            int b = (short) Views.SHORT.get(base, 2 * i);
            int c = (short) Views.SHORT.get(base, 2 * j);
            int z = zig2((short) Views.SHORT.get(raw, 2 * i), b, zeros, flip);
            int y = zig2((short) Views.SHORT.get(raw, 2 * j), c, zeros, flip);
            Views.SHORT.set(to, 2 * next[(b >>> shift) & mask]++, (short) z);
            Views.SHORT.set(to, 2 * next[groups + ((c >>> shift) & mask)]++, (short) y);
        }
        if ((count & 1) == 1) {
            int b = (short) Views.SHORT.get(base, 2 * (count - 1));
            int z = zig2((short) Views.SHORT.get(raw, 2 * (count - 1)), b, zeros, flip);
            Views.SHORT.set(to, 2 * next[groups + ((b >>> shift) & mask)], (short) z);
        }
    }

    private void add2(byte[] base, int count, DeltaShape shape, byte[] target) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff >>> zeros : 0;
        int half = count / 2;
        byte[] from = sorted;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            int b = (short) Views.SHORT.get(base, 2 * i);
            int c = (short) Views.SHORT.get(base, 2 * j);
            int z = (short) Views.SHORT.get(from, 2 * next[(b >>> shift) & mask]++);
            int y = (short) Views.SHORT.get(from, 2 * next[groups + ((c >>> shift) & mask)]++);
            Views.SHORT.set(target, 2 * i, (short) zag2(z, b, zeros, flip));
            Views.SHORT.set(target, 2 * j, (short) zag2(y, c, zeros, flip));
        }
        if ((count & 1) == 1) {
            int b = (short) Views.SHORT.get(base, 2 * (count - 1));
            int z = (short) Views.SHORT.get(from, 2 * next[groups + ((b >>> shift) & mask)]);
            Views.SHORT.set(target, 2 * (count - 1), (short) zag2(z, b, zeros, flip));
        }
    }

    private static int zig2(int raw, int base, int zeros, int flip) {
        int x = raw >> zeros;
        int q = base >> zeros;
        int d = (short) ((x ^ ((x >> 31) & flip)) - (q ^ ((q >> 31) & flip)));
        return (d << 1) ^ (d >> 31);
    }

    private static int zag2(int z, int base, int zeros, int flip) {
        int q = base >> zeros;
        int x = (short) ((q ^ ((q >> 31) & flip)) + (((z & 0xffff) >>> 1) ^ -(z & 1)));
        return (x ^ ((x >> 31) & flip)) << zeros;
    }

    private void count4(byte[] base, int count, DeltaShape shape) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int half = count / 2;
        int[] sizes = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            int b = (int) Views.INT.get(base, 4 * i);
            int c = (int) Views.INT.get(base, 4 * j);
            sizes[(b >>> shift) & mask]++;
            sizes[groups + ((c >>> shift) & mask)]++;
        }
        if ((count & 1) == 1) {
            sizes[groups + (((int) Views.INT.get(base, 4 * (count - 1)) >>> shift) & mask)]++;
        }
    }

    private void take4(byte[] raw, byte[] base, int count, DeltaShape shape) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff_ffff >>> zeros : 0;
        int half = count / 2;
        byte[] to = sorted;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            int b = (int) Views.INT.get(base, 4 * i);
            int c = (int) Views.INT.get(base, 4 * j);
            int z = zig4((int) Views.INT.get(raw, 4 * i), b, zeros, flip);
            int y = zig4((int) Views.INT.get(raw, 4 * j), c, zeros, flip);
            Views.INT.set(to, 4 * next[(b >>> shift) & mask]++, z);
            Views.INT.set(to, 4 * next[groups + ((c >>> shift) & mask)]++, y);
        }
        if ((count & 1) == 1) {
            int b = (int) Views.INT.get(base, 4 * (count - 1));
            int z = zig4((int) Views.INT.get(raw, 4 * (count - 1)), b, zeros, flip);
            Views.INT.set(to, 4 * next[groups + ((b >>> shift) & mask)], z);
        }
    }

    private void add4(byte[] base, int count, DeltaShape shape, byte[] target) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int zeros = shape.zeros();
        int flip = shape.ordered() ? 0x7fff_ffff >>> zeros : 0;
        int half = count / 2;
        byte[] from = sorted;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            int b = (int) Views.INT.get(base, 4 * i);
            int c = (int) Views.INT.get(base, 4 * j);
            int z = (int) Views.INT.get(from, 4 * next[(b >>> shift) & mask]++);
            int y = (int) Views.INT.get(from, 4 * next[groups + ((c >>> shift) & mask)]++);
            Views.INT.set(target, 4 * i, zag4(z, b, zeros, flip));
            Views.INT.set(target, 4 * j, zag4(y, c, zeros, flip));
        }
        if ((count & 1) == 1) {
            int b = (int) Views.INT.get(base, 4 * (count - 1));
            int z = (int) Views.INT.get(from, 4 * next[groups + ((b >>> shift) & mask)]);
            Views.INT.set(target, 4 * (count - 1), zag4(z, b, zeros, flip));
        }
    }

    private static int zig4(int raw, int base, int zeros, int flip) {
        int x = raw >> zeros;
        int q = base >> zeros;
        int d = (x ^ ((x >> 31) & flip)) - (q ^ ((q >> 31) & flip));
        return (d << 1) ^ (d >> 31);
    }

    private static int zag4(int z, int base, int zeros, int flip) {
        int q = base >> zeros;
        int x = (q ^ ((q >> 31) & flip)) + ((z >>> 1) ^ -(z & 1));
        return (x ^ ((x >> 31) & flip)) << zeros;
    }

    private void count8(byte[] base, int count, DeltaShape shape) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int half = count / 2;
        int[] sizes = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            long b = (long) Views.LONG.get(base, 8 * i);
            long c = (long) Views.LONG.get(base, 8 * j);
            sizes[(int) (b >>> shift) & mask]++;
            sizes[groups + ((int) (c >>> shift) & mask)]++;
        }
        if ((count & 1) == 1) {
            sizes[groups + ((int) ((long) Views.LONG.get(base, 8 * (count - 1)) >>> shift) & mask)]++;
        }
    }

    private void take8(byte[] raw, byte[] base, int count, DeltaShape shape) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int zeros = shape.zeros();
        long flip = shape.ordered() ? Long.MAX_VALUE >>> zeros : 0;
        int half = count / 2;
        byte[] to = sorted;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            long b = (long) Views.LONG.get(base, 8 * i);
            long c = (long) Views.LONG.get(base, 8 * j);
            long z = zig8((long) Views.LONG.get(raw, 8 * i), b, zeros, flip);
            long y = zig8((long) Views.LONG.get(raw, 8 * j), c, zeros, flip);
            Views.LONG.set(to, 8 * next[(int) (b >>> shift) & mask]++, z);
            Views.LONG.set(to, 8 * next[groups + ((int) (c >>> shift) & mask)]++, y);
        }
        if ((count & 1) == 1) {
            long b = (long) Views.LONG.get(base, 8 * (count - 1));
            long z = zig8((long) Views.LONG.get(raw, 8 * (count - 1)), b, zeros, flip);
            Views.LONG.set(to, 8 * next[groups + ((int) (b >>> shift) & mask)], z);
        }
    }

    private void add8(byte[] base, int count, DeltaShape shape, byte[] target) {
        int shift = shape.shift();
        int mask = shape.groupMask();
        int groups = shape.groups();
        int zeros = shape.zeros();
        long flip = shape.ordered() ? Long.MAX_VALUE >>> zeros : 0;
        int half = count / 2;
        byte[] from = sorted;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            long b = (long) Views.LONG.get(base, 8 * i);
            long c = (long) Views.LONG.get(base, 8 * j);
            long z = (long) Views.LONG.get(from, 8 * next[(int) (b >>> shift) & mask]++);
            long y = (long) Views.LONG.get(from, 8 * next[groups + ((int) (c >>> shift) & mask)]++);
            Views.LONG.set(target, 8 * i, zag8(z, b, zeros, flip));
            Views.LONG.set(target, 8 * j, zag8(y, c, zeros, flip));
        }
        if ((count & 1) == 1) {
            long b = (long) Views.LONG.get(base, 8 * (count - 1));
            long z = (long) Views.LONG.get(from, 8 * next[groups + ((int) (b >>> shift) & mask)]);
            Views.LONG.set(target, 8 * (count - 1), zag8(z, b, zeros, flip));
        }
    }

    private static long zig8(long raw, long base, int zeros, long flip) {
        long x = raw >> zeros;
        long q = base >> zeros;
        long d = (x ^ ((x >> 63) & flip)) - (q ^ ((q >> 63) & flip));
        return (d << 1) ^ (d >> 63);
    }

    private static long zag8(long z, long base, int zeros, long flip) {
        long q = base >> zeros;
        long x = (q ^ ((q >> 63) & flip)) + ((z >>> 1) ^ -(z & 1));
        return (x ^ ((x >> 63) & flip)) << zeros;
    }
}
