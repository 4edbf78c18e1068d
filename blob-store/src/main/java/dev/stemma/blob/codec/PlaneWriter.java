package dev.stemma.blob.codec;

import java.util.Arrays;

/**
 * Writes planes: runs of bytes that are alike, such as the exponents of many floats. Each is a mode and then the bytes as
 * they are, the one byte that fills it, or the length of a zstd frame and the frame.
 */
final class PlaneWriter {

    /** Above this many bits a byte, zstd's Huffman codes save nothing. */
    private static final double RAW_BITS = 7.93;

    /** A plane stays as it is unless at least one byte in so many is saved, since decoding takes time. */
    private static final int WORTH = 128;

    private static final int PROBES = 32;
    private static final int PROBE_BYTES = 1024;

    private final ZstdWriter zstd;
    private final int[] counts = new int[256];

    PlaneWriter(ZstdWriter zstd) {
        this.zstd = zstd;
    }

    void write(byte[] plane, int offset, int length, Output out, ZstdSetting setting) {
        if (length == 0) {
            return;
        }
        if (isConstant(plane, offset, length)) {
            out.u8(PlaneReader.CONSTANT);
            out.u8(plane[offset]);
        } else if (entropyOfProbes(plane, offset, length) > RAW_BITS || !squeeze(plane, offset, length, out, setting)) {
            out.u8(PlaneReader.RAW);
            out.bytes(plane, offset, length);
        }
    }

    private boolean squeeze(byte[] plane, int offset, int length, Output out, ZstdSetting setting) {
        int start = out.length();
        out.u8(PlaneReader.ZSTD);
        out.u32(0);
        int frame = out.length();
        zstd.write(plane, offset, length, out, setting);
        int size = out.length() - frame;
        if (size > length - length / WORTH - 4) {
            out.length(start);
            return false;
        }
        out.u32(frame - 4, size);
        return true;
    }

    private static boolean isConstant(byte[] plane, int offset, int length) {
        return Arrays.equals(plane, offset, offset + length - 1, plane, offset + 1, offset + length);
    }

    /** Bits a byte, order 0, of pieces spread over the plane. */
    private double entropyOfProbes(byte[] plane, int offset, int length) {
        Arrays.fill(counts, 0);
        if (length <= PROBES * PROBE_BYTES) {
            count(plane, offset, length);
            return entropy(length);
        }
        for (int p = 0; p < PROBES; p++) {
            long at = (long) (length - PROBE_BYTES) * p / (PROBES - 1);
            count(plane, offset + (int) at, PROBE_BYTES);
        }
        return entropy(PROBES * PROBE_BYTES);
    }

    private void count(byte[] plane, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            counts[plane[i] & 0xff]++;
        }
    }

    private double entropy(int total) {
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                bits -= count * Math.log((double) count / total);
            }
        }
        return bits / total / Math.log(2);
    }
}
