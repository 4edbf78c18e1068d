package dev.stemma.blob.codec;

/**
 * Takes elements apart into planes and puts them together: plane <i>k</i> has byte <i>k</i>, counted from the lowest, of
 * each element. Eight elements at a time.
 */
final class ElementPlanes {

    private final int width;
    private final boolean rotated;
    private final int zeros;
    private final long top;
    private final long low;
    private final long sign;

    ElementPlanes(PlanesShape shape) {
        width = shape.width();
        rotated = shape.rotated();
        zeros = shape.zeros();
        top = Elements.lanes(1L << (8 * width - 1), width);
        low = Elements.lanes(1L, width);
        sign = Elements.lanes(1L << zeros, width);
    }

    /** Moves the sign of each lane down to the lowest bit that is used. */
    private long rotate(long x) {
        return rotated ? ((x << 1) & ~low) | ((x >>> (8 * width - 1 - zeros)) & sign) : x;
    }

    private long unrotate(long y) {
        return rotated ? (((y & ~sign) >>> 1) & ~top) | ((y << (8 * width - 1 - zeros)) & top) : y;
    }

    void split(byte[] raw, int count, byte[] planes) {
        int whole = count & ~7;
        switch (width) {
            case 2 -> split2(raw, count, whole, planes);
            case 4 -> split4(raw, count, whole, planes);
            default -> split8(raw, count, whole, planes);
        }
        for (int i = whole; i < count; i++) {
            long y = rotate(Elements.get(raw, i, width));
            for (int k = 0; k < width; k++) {
                planes[k * count + i] = (byte) (y >>> (8 * k));
            }
        }
    }

    private void split2(byte[] raw, int count, int whole, byte[] planes) {
        for (int i = 0; i < whole; i += 8) {
            long a = rotate((long) Views.LONG.get(raw, 2 * i));
            long b = rotate((long) Views.LONG.get(raw, 2 * i + 8));
            for (int k = 0; k < 2; k++) {
                long mask = 0x00ff_00ff_00ff_00ffL << (8 * k);
                Views.LONG.set(planes, k * count + i, Long.compress(a, mask) | (Long.compress(b, mask) << 32));
            }
        }
    }

    private void split4(byte[] raw, int count, int whole, byte[] planes) {
        for (int i = 0; i < whole; i += 8) {
            long a = rotate((long) Views.LONG.get(raw, 4 * i));
            long b = rotate((long) Views.LONG.get(raw, 4 * i + 8));
            long c = rotate((long) Views.LONG.get(raw, 4 * i + 16));
            long d = rotate((long) Views.LONG.get(raw, 4 * i + 24));
            for (int k = 0; k < 4; k++) {
                long mask = 0x0000_00ff_0000_00ffL << (8 * k);
                long low = Long.compress(a, mask) | (Long.compress(b, mask) << 16);
                long high = Long.compress(c, mask) | (Long.compress(d, mask) << 16);
                Views.LONG.set(planes, k * count + i, low | (high << 32));
            }
        }
    }

    private void split8(byte[] raw, int count, int whole, byte[] planes) {
        for (int i = 0; i < whole; i++) {
            long y = rotate((long) Views.LONG.get(raw, 8 * i));
            for (int k = 0; k < 8; k++) {
                planes[k * count + i] = (byte) (y >>> (8 * k));
            }
        }
    }

    void join(Plane[] planes, int count, byte[] target) {
        int whole = count & ~7;
        switch (width) {
            case 2 -> join2(planes[0], planes[1], whole, target);
            case 4 -> join4(planes, whole, target);
            default -> whole = 0;
        }
        for (int i = whole; i < count; i++) {
            long y = 0;
            for (int k = 0; k < width; k++) {
                y |= (planes[k].array[planes[k].offset + i] & 0xffL) << (8 * k);
            }
            Elements.set(target, i, width, unrotate(y));
        }
    }

    private void join2(Plane p0, Plane p1, int whole, byte[] target) {
        for (int i = 0; i < whole; i += 8) {
            long x0 = (long) Views.LONG.get(p0.array, p0.offset + i);
            long x1 = (long) Views.LONG.get(p1.array, p1.offset + i);
            long low = 0x00ff_00ff_00ff_00ffL;
            long high = low << 8;
            long a = Long.expand(x0, low) | Long.expand(x1, high);
            long b = Long.expand(x0 >>> 32, low) | Long.expand(x1 >>> 32, high);
            Views.LONG.set(target, 2 * i, unrotate(a));
            Views.LONG.set(target, 2 * i + 8, unrotate(b));
        }
    }

    private void join4(Plane[] planes, int whole, byte[] target) {
        for (int i = 0; i < whole; i += 8) {
            long a = 0;
            long b = 0;
            long c = 0;
            long d = 0;
            for (int k = 0; k < 4; k++) {
                long mask = 0x0000_00ff_0000_00ffL << (8 * k);
                long x = (long) Views.LONG.get(planes[k].array, planes[k].offset + i);
                a |= Long.expand(x, mask);
                b |= Long.expand(x >>> 16, mask);
                c |= Long.expand(x >>> 32, mask);
                d |= Long.expand(x >>> 48, mask);
            }
            Views.LONG.set(target, 4 * i, unrotate(a));
            Views.LONG.set(target, 4 * i + 8, unrotate(b));
            Views.LONG.set(target, 4 * i + 16, unrotate(c));
            Views.LONG.set(target, 4 * i + 24, unrotate(d));
        }
    }
}
