package dev.stemma.blob.codec;

import java.util.Arrays;

/**
 * Differences of bytes to those of a base, modulo 256. Those of equal base bytes may lie together; both halves are then walked
 * at once, as in {@link Differences}.
 */
final class ByteDifferences {

    private static final int GROUPS = 256;

    /** Where the next difference of each group goes: of the first half's, then of the second half's. */
    private final int[] starts = new int[2 * GROUPS];

    void split(byte[] raw, byte[] base, int count, boolean grouped, byte[] plane) {
        if (!grouped) {
            for (int i = 0; i < count; i++) {
                plane[i] = (byte) (raw[i] - base[i]);
            }
            return;
        }
        group(base, count);
        int half = count / 2;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            plane[next[base[i] & 0xff]++] = (byte) (raw[i] - base[i]);
            plane[next[GROUPS | (base[j] & 0xff)]++] = (byte) (raw[j] - base[j]);
        }
        if (count > 2 * half) {
            plane[next[GROUPS | (base[count - 1] & 0xff)]] = (byte) (raw[count - 1] - base[count - 1]);
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
        int half = count / 2;
        int[] next = starts;
        for (int i = 0, j = half; i < half; i++, j++) {
            byte b = base[i];
            byte c = base[j];
            target[i] = (byte) (b + from[offset + next[b & 0xff]++]);
            target[j] = (byte) (c + from[offset + next[GROUPS | (c & 0xff)]++]);
        }
        if (count > 2 * half) {
            byte b = base[count - 1];
            target[count - 1] = (byte) (b + from[offset + next[GROUPS | (b & 0xff)]]);
        }
    }

    private void group(byte[] base, int count) {
        int half = count / 2;
        int[] sizes = starts;
        Arrays.fill(sizes, 0);
        for (int i = 0, j = half; i < half; i++, j++) {
            sizes[base[i] & 0xff]++;
            sizes[GROUPS | (base[j] & 0xff)]++;
        }
        if (count > 2 * half) {
            sizes[GROUPS | (base[count - 1] & 0xff)]++;
        }
        int start = 0;
        for (int g = 0; g < GROUPS; g++) {
            int first = sizes[g];
            int second = sizes[GROUPS + g];
            sizes[g] = start;
            sizes[GROUPS + g] = start + first;
            start += first + second;
        }
    }
}
