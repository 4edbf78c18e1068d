package dev.stemma.blob.codec;

import java.util.Arrays;

/** Differences of bytes to those of a base, modulo 256. Those of equal base bytes may lie together. */
final class ByteDifferences {

    private final int[] starts = new int[256];

    void split(byte[] raw, byte[] base, int count, boolean grouped, byte[] plane) {
        if (!grouped) {
            for (int i = 0; i < count; i++) {
                plane[i] = (byte) (raw[i] - base[i]);
            }
            return;
        }
        group(base, count);
        for (int i = 0; i < count; i++) {
            plane[starts[base[i] & 0xff]++] = (byte) (raw[i] - base[i]);
        }
    }

    /** Adds differences to the bytes of the base, which may be the target itself. */
    void join(Plane plane, byte[] base, int count, boolean grouped, byte[] target) {
        byte[] from = plane.array;
        int offset = plane.offset;
        if (!grouped) {
            for (int i = 0; i < count; i++) {
                target[i] = (byte) (base[i] + from[offset + i]);
            }
            return;
        }
        group(base, count);
        for (int i = 0; i < count; i++) {
            target[i] = (byte) (base[i] + from[offset + starts[base[i] & 0xff]++]);
        }
    }

    private void group(byte[] base, int count) {
        Arrays.fill(starts, 0);
        for (int i = 0; i < count; i++) {
            starts[base[i] & 0xff]++;
        }
        int start = 0;
        for (int g = 0; g < starts.length; g++) {
            int size = starts[g];
            starts[g] = start;
            start += size;
        }
    }
}
