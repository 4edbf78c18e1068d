package dev.stemma.blob.codec;

/**
 * The arithmetic of a quantisation. Channels are walked in runs: either a run of one channel, or, where neighbours belong to
 * different ones, a stretch of tables that hold scale and zero point of each element.
 */
final class Steps {
    /** Adding and taking away 1.5 * 2^23 rounds a small binary32 to the nearest integer, ties to even. */
    private static final float ROUND = 12_582_912f;

    private static final int MAX_TABLE = 1 << 16;
    private static final int SHORT_TABLE = 1 << 10;

    private final float lowest;
    private final float highest;
    private final Channels channels;
    private final float[] scales;
    private final int[] zeros;
    private final int period;

    Steps(boolean signed, Channels channels, float[] scales, byte[] zeros) {
        this.lowest = signed ? -128 : 0;
        this.highest = signed ? 127 : 255;
        this.channels = channels;
        this.period = period(channels);
        int size = period == 0 ? channels.count() : tableSize(period);
        this.scales = new float[size];
        this.zeros = new int[size];
        for (int i = 0; i < size; i++) {
            int channel = period == 0 ? i : channels.of(i);
            byte zero = zeros[zeros.length > 1 ? channel : 0];
            this.scales[i] = scales[channel];
            this.zeros[i] = signed ? zero : zero & 0xff;
        }
    }

    /** After how many elements the channels repeat, 0 if it is better not to hold a table of these. */
    private static int period(Channels channels) {
        if (channels.count() == 1) {
            return 0;
        } else if (channels.inner() == 1) {
            return channels.count();
        }
        boolean small = channels.inner() < SHORT_TABLE && channels.inner() * channels.count() <= MAX_TABLE;
        return small ? (int) channels.inner() * channels.count() : 0;
    }

    private static int tableSize(int period) {
        return period >= SHORT_TABLE ? period : SHORT_TABLE / period * period;
    }

    void quantise(float[] block, int count, long element, byte[] target, int at) {
        int done = 0;
        while (done < count) {
            int run;
            if (period == 0) {
                int channel = channels.of(element + done);
                run = channels.run(element + done, count - done);
                run(block, done, run, scales[channel], zeros[channel], target, at + done);
            } else {
                int entry = (int) ((element + done) % period);
                run = Math.min(count - done, scales.length - entry);
                stretch(block, done, run, entry, target, at + done);
            }
            done += run;
        }
    }

    private void run(float[] block, int from, int count, float scale, int zero, byte[] target, int at) {
        float low = lowest - zero;
        float high = highest - zero;
        for (int i = 0; i < count; i++) {
            float steps = Math.max(low, Math.min(high, block[from + i] / scale));
            target[at + i] = (byte) ((int) (steps + ROUND - ROUND) + zero);
        }
    }

    private void stretch(float[] block, int from, int count, int entry, byte[] target, int at) {
        for (int i = 0; i < count; i++) {
            float zero = zeros[entry + i];
            float quotient = block[from + i] / scales[entry + i];
            float steps = Math.max(lowest - zero, Math.min(highest - zero, quotient));
            target[at + i] = (byte) ((int) (steps + ROUND - ROUND) + zeros[entry + i]);
        }
    }
}
