package dev.stemma.blob.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Operations of any shape, cut anywhere, against the plainest way to compute the same. */
final class DerivationPropertyTest {

    private static final int ROUNDS = 300;
    private static final int VALUES = 32;
    private static final List<BlockFormat> FORMATS = List.of(BlockFormat.values());

    private final Random random = Seed.random("DerivationPropertyTest");

    @Test
    void aTransposedMatrixHasEachElementAtItsPlace() throws CodecException {
        for (int round = 0; round < ROUNDS; round++) {
            int width = 1 << random.nextInt(4);
            int rows = 1 + random.nextInt(70);
            int columns = 1 + random.nextInt(70);
            byte[] matrix = new byte[rows * columns * width];
            random.nextBytes(matrix);
            int first = random.nextInt(rows * columns);
            int count = 1 + random.nextInt(rows * columns - first);
            byte[] expected = turned(matrix, rows, columns, first, count, width);

            Cut cut = cut(matrix);
            Order.Turned order = new Order.Turned(rows, columns, first);
            assertComputed(expected, new Transpose(width, cut.bases().size(), cut.skip(), order), cut.bases());
        }
    }

    @Test
    void blocksAreThoseOfTheReferenceWhereverAChunkStarts() throws CodecException {
        for (int round = 0; round < ROUNDS; round++) {
            BlockFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
            float[] values = floats(VALUES * (1 + random.nextInt(90)));
            byte[] all = blocks(format, values);
            int phase = random.nextInt(format.bytes());
            int length = 1 + random.nextInt(all.length - phase);

            Cut cut = cut(bytes(values));
            Source source = new Source(FloatFormat.F32, cut.bases().size(), cut.skip(), new Order.Straight());
            assertComputed(
                    Arrays.copyOfRange(all, phase, phase + length), new Blocks(format, source, phase), cut.bases());
        }
    }

    @Test
    void blocksOfATurnedMatrixAreThoseOfItsColumns() throws CodecException {
        for (int round = 0; round < ROUNDS; round++) {
            int rows = VALUES * (1 + random.nextInt(3));
            int columns = 1 + random.nextInt(40);
            float[] values = floats(rows * columns);
            byte[] columnwise = turned(bytes(values), rows, columns, 0, rows * columns, 4);
            BlockFormat format = FORMATS.get(random.nextInt(FORMATS.size()));

            Cut cut = cut(bytes(values));
            Order order = new Order.Turned(rows, columns, 0);
            Source source = new Source(FloatFormat.F32, cut.bases().size(), cut.skip(), order);
            assertComputed(blocks(format, floats(columnwise)), new Blocks(format, source, 0), cut.bases());
        }
    }

    @Test
    void quantisedBytesUseTheScaleOfTheirChannelInTheirBase() throws CodecException {
        for (int round = 0; round < ROUNDS; round++) {
            int count = 1 + random.nextInt(20);
            int inner = 1 + random.nextInt(30);
            boolean turned = random.nextBoolean();
            float[] weights = floats(count * inner);
            float[] scales = new float[count];
            for (int i = 0; i < count; i++) {
                scales[i] = 1e-3f + random.nextFloat() / 50;
            }
            boolean signed = random.nextBoolean();
            byte zero = (byte) (signed ? random.nextInt(7) - 3 : 100 + random.nextInt(50));
            // As it lies, a turned one has `inner` rows of one element of each channel.
            float[] asRead = turned ? floats(turned(bytes(weights), inner, count, 0, count * inner, 4)) : weights;

            Cut cut = cut(bytes(weights), 7);
            int offset = random.nextInt(9);
            byte[] scaleBase = new byte[offset + 4 * count + random.nextInt(5)];
            System.arraycopy(bytes(scales), 0, scaleBase, offset, 4 * count);
            List<byte[]> bases = new ArrayList<>(cut.bases());
            bases.add(scaleBase);
            Order order = turned ? new Order.Turned(inner, count, 0) : new Order.Straight();
            Source source = new Source(FloatFormat.F32, cut.bases().size(), cut.skip(), order);
            Quantise how = new Quantise(
                    source, signed, 0, new Channels(inner, count), new Scales.InBase(offset), new byte[] {zero});
            assertComputed(quantised(asRead, scales, inner, signed, zero), how, bases);

            bases.set(bases.size() - 1, Arrays.copyOf(scaleBase, offset + 4 * count - 1));
            byte[] target = new byte[asRead.length];
            assertThrows(CodecException.class, () -> how.apply(spans(bases), target, target.length));
        }
    }

    /** What the operation computes, and what it does once it was written into a frame and read back. */
    private static void assertComputed(byte[] expected, Derivation how, List<byte[]> bases) throws CodecException {
        byte[] target = new byte[expected.length];
        how.apply(spans(bases), target, target.length);
        assertArrayEquals(expected, target, how::toString);
        byte[] frame = ByteBuffer.allocate(2 + how.bytes().length)
                .putShort((short) how.bytes().length)
                .put(how.bytes())
                .array();
        byte[] decoded = new byte[expected.length];
        try (ChunkDecoder decoder = new ChunkDecoder()) {
            decoder.decode(Codec.DERIVE, Span.of(frame), spans(bases), decoded, decoded.length);
        }
        assertArrayEquals(expected, decoded, how::toString);
    }

    private static List<Span> spans(List<byte[]> bases) {
        return bases.stream().map(Span::of).toList();
    }

    /** Bytes in chunks cut anywhere, with something before and behind them. */
    private record Cut(List<byte[]> bases, int skip) {}

    private Cut cut(byte[] content) {
        return cut(content, 8);
    }

    private Cut cut(byte[] content, int most) {
        int skip = random.nextInt(20);
        byte[] all = new byte[skip + content.length + random.nextInt(20)];
        random.nextBytes(all);
        System.arraycopy(content, 0, all, skip, content.length);
        int[] ends =
                random.ints(random.nextInt(most), 0, all.length + 1).sorted().toArray();
        List<byte[]> bases = new ArrayList<>();
        int start = 0;
        for (int end : ends) {
            bases.add(Arrays.copyOfRange(all, start, end));
            start = end;
        }
        bases.add(Arrays.copyOfRange(all, start, all.length));
        assertEquals(all.length, bases.stream().mapToInt(base -> base.length).sum());
        return new Cut(bases, skip);
    }

    private static byte[] turned(byte[] matrix, int rows, int columns, int first, int count, int width) {
        byte[] turned = new byte[count * width];
        for (int i = 0; i < count; i++) {
            int row = (first + i) % rows;
            int column = (first + i) / rows;
            System.arraycopy(matrix, (row * columns + column) * width, turned, i * width, width);
        }
        return turned;
    }

    /** The page on the format, word for word. */
    private static byte[] blocks(BlockFormat format, float[] values) {
        ByteBuffer out =
                ByteBuffer.allocate(values.length / VALUES * format.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += VALUES) {
            float[] block = Arrays.copyOfRange(values, at, at + VALUES);
            float extreme = 0;
            for (float value : block) {
                extreme = Math.abs(value) > Math.abs(extreme) ? value : extreme;
            }
            float scale = format == BlockFormat.Q8_0 ? Math.abs(extreme) / 127 : extreme / -8;
            float inverse = scale == 0 ? 0 : 1 / scale;
            out.putShort(Float.floatToFloat16(scale));
            if (format == BlockFormat.Q8_0) {
                for (float value : block) {
                    double exact = value * inverse;
                    out.put((byte) (Math.signum(exact) * Math.floor(Math.abs(exact) + 0.5)));
                }
            } else {
                for (int i = 0; i < VALUES / 2; i++) {
                    out.put((byte)
                            (nibble(format, block[i], inverse) + 16 * nibble(format, block[i + VALUES / 2], inverse)));
                }
            }
        }
        return out.array();
    }

    private static int nibble(BlockFormat format, float value, float inverse) {
        float product = value * inverse;
        float moved = format == BlockFormat.Q4_0_FUSED ? (float) ((double) value * inverse + 8.5) : product + 8.5f;
        return Math.max(0, Math.min(15, (int) moved));
    }

    private static byte[] quantised(float[] values, float[] scales, int inner, boolean signed, byte zero) {
        byte[] bytes = new byte[values.length];
        int point = signed ? zero : zero & 0xff;
        int low = signed ? -128 : 0;
        for (int i = 0; i < bytes.length; i++) {
            double whole = Math.rint(values[i] / scales[i / inner]) + point;
            bytes[i] = (byte) (int) Math.max(low, Math.min(low + 255, whole));
        }
        return bytes;
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        float size = (float) Math.pow(10, random.nextInt(5) - 4);
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(20) == 0 ? 0 : (float) random.nextGaussian() * size;
        }
        return values;
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
