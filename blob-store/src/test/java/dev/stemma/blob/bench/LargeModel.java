package dev.stemma.blob.bench;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A safetensors file of made-up float32 weights, computed while it is read. Every weight depends on its position alone; a
 * retrained model's weights are those of the first, each changed by a thousandth or so.
 */
final class LargeModel extends InputStream {

    /** Each tensor has this many bytes: 8192 rows of 4096 weights. */
    private static final int TENSOR_BYTES = 8192 * 4096 * Float.BYTES;

    private static final int TENSOR_MIB = TENSOR_BYTES / 1048576;
    private static final int BLOCK_WEIGHTS = 16 * 1024;
    private static final float SCALE = 0.02f;
    private static final float CHANGE = 1e-3f;

    private final boolean retrained;
    private final long weights;
    private final ByteBuffer block =
            ByteBuffer.allocate(BLOCK_WEIGHTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer ready;
    private long next;

    /**
     * A model of about this size.
     *
     * @param mib at least 128; rounded down to whole tensors of 128 MiB
     */
    LargeModel(int mib, boolean retrained) {
        this.retrained = retrained;
        this.weights = (long) (mib / TENSOR_MIB) * (TENSOR_BYTES / Float.BYTES);
        this.ready = ByteBuffer.wrap(start(mib / TENSOR_MIB));
    }

    /** How many bytes the whole file has. */
    long sizeBytes() {
        return ready.capacity() + weights * Float.BYTES;
    }

    private static byte[] start(int tensors) {
        StringBuilder json = new StringBuilder("{");
        for (long i = 0; i < tensors; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("\"layer.")
                    .append(i)
                    .append(".weight\":{\"dtype\":\"F32\",\"shape\":[8192,4096],\"data_offsets\":[")
                    .append(i * TENSOR_BYTES)
                    .append(',')
                    .append((i + 1) * TENSOR_BYTES)
                    .append("]}");
        }
        byte[] header = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    @Override
    public int read() {
        return fill() ? ready.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (!fill()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, ready.remaining());
        ready.get(target, offset, count);
        return count;
    }

    private boolean fill() {
        if (!ready.hasRemaining() && next < weights) {
            block.clear();
            for (int i = 0; i < BLOCK_WEIGHTS; i++) {
                block.putFloat(weight(next++));
            }
            ready = block.flip();
        }
        return ready.hasRemaining();
    }

    private float weight(long position) {
        float first = SCALE * bell(mix(position));
        return retrained ? first + first * CHANGE * bell(mix(~position)) : first;
    }

    /** About normally distributed: the sum of four uniform numbers of 16 bits. */
    private static float bell(long random) {
        int sum = (short) random + (short) (random >> 16) + (short) (random >> 32) + (short) (random >> 48);
        return sum * (1f / 32768);
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long position) {
        long z = (position + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
