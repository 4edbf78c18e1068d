package dev.stemma.blob.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import dev.stemma.blob.Seed;
import dev.stemma.format.ElementType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chunks that are computed from others, encoded, decoded, and tampered with. */
final class DerivedChunkTest {

    private static final int CHANNELS = 8;
    private static final int FLOATS = 8192;

    private final Random random = Seed.random("DerivedChunkTest");
    private final ChunkEncoder encoder = new ChunkEncoder();
    private final ChunkDecoder decoder = new ChunkDecoder();

    private final byte[] weights = Weights.of(Weights.Kind.GAUSSIAN, ElementType.F32, FLOATS * 4, random);
    private final Base base = Weights.base(weights, 0);
    private final Source source = new Source(FloatFormat.F32, 1, 0, new Order.Straight());
    private final Channels channels = new Channels(FLOATS / CHANNELS, CHANNELS);
    private final ScaleRule rule = new ScaleRule(ScaleRule.Kind.SYMMETRIC, 254);

    /** A derivation, what the chunk's elements are, and how long it is. */
    private record Example(Derivation how, ElementType type, int length) {}

    private final List<Example> examples = List.of(
            new Example(
                    new Quantise(source, true, 0, channels, new Scales.Inline(scales()), new byte[1]),
                    ElementType.I8,
                    FLOATS),
            new Example(
                    new Quantise(source, false, 0, channels, new Scales.ByRule(rule, FLOATS), zeros()),
                    ElementType.U8,
                    FLOATS),
            new Example(new Cast(source, FloatFormat.F16), ElementType.F16, FLOATS * 2),
            new Example(new Cast(source, FloatFormat.BF16), ElementType.BF16, FLOATS * 2),
            new Example(new ScaleOf(source, FLOATS, new Channels(1, 1024), rule), ElementType.F32, 1024 * 4));

    @AfterEach
    void close() {
        encoder.close();
        decoder.close();
    }

    private static float[] scales() {
        float[] scales = new float[CHANNELS];
        Arrays.fill(scales, 0.002f);
        return scales;
    }

    private static byte[] zeros() {
        byte[] zeros = new byte[CHANNELS];
        Arrays.fill(zeros, (byte) 128);
        return zeros;
    }

    @Test
    void whatIsComputedExactlyTakesOnlyItsParameters() throws CodecException {
        for (Example example : examples) {
            byte[] raw = computed(example);
            Encoding encoding = encode(example, raw);
            assertEquals(Codec.DERIVE, encoding.codec());
            assertEquals(2 + example.how.bytes().length, encoding.bytes().length());
            assertEquals(1, encoding.depth());
            assertArrayEquals(raw, decode(encoding.bytes(), List.of(base.bytes()), raw.length));
        }
    }

    @Test
    void aFewWrongElementsAreMended() throws CodecException {
        for (Example example : examples) {
            byte[] raw = computed(example);
            for (int i = 0; i < raw.length / 200; i++) {
                raw[random.nextInt(raw.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Encoding encoding = encode(example, raw);
            assertEquals(Codec.DERIVE, encoding.codec());
            assertTrue(encoding.bytes().length() < raw.length / 10, encoding::toString);
            assertArrayEquals(raw, decode(encoding.bytes(), List.of(base.bytes()), raw.length));
        }
    }

    @Test
    void whatIsNotLikeTheComputedIsEncodedOtherwise() {
        for (Example example : examples) {
            byte[] raw = Weights.of(Weights.Kind.NOISE, example.type, example.length, random);
            assertFalse(encode(example, raw).codec() == Codec.DERIVE);
        }
    }

    @Test
    void wrongBasesAreRefusedOrGiveOtherBytes() throws CodecException {
        for (Example example : examples) {
            byte[] raw = computed(example);
            Span encoded = copy(encode(example, raw).bytes());
            Span right = base.bytes();
            for (List<Span> wrong : List.of(
                    List.<Span>of(),
                    List.of(right, right),
                    List.of(Span.of(new byte[0])),
                    List.of(new Span(weights, weights.length - 1)))) {
                assertThrows(CodecException.class, () -> decode(encoded, wrong, raw.length));
            }
            byte[] other = Weights.of(Weights.Kind.GAUSSIAN, ElementType.F32, weights.length, random);
            assertFalse(Arrays.equals(raw, decode(encoded, List.of(Span.of(other)), raw.length)));
        }
    }

    @Test
    void tamperedFramesAreRefusedOrGiveOtherBytesWithinBounds() throws CodecException {
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            Example example = examples.get(random.nextInt(examples.size()));
            byte[] raw = computed(example);
            if (random.nextBoolean()) {
                raw[random.nextInt(raw.length)]++;
            }
            byte[] bad = changed(copy(encode(example, raw).bytes()).array());
            long before = Allocations.bytes();
            try {
                decode(Span.of(bad), List.of(base.bytes()), raw.length);
            } catch (CodecException e) {
                refused++;
            }
            long allocated = Allocations.bytes() - before;
            assertTrue(allocated < 1_000_000, () -> "allocated " + allocated);
        }
        assertTrue(refused > 200, "refused " + refused);
    }

    /** Counting on from there would overflow into channels below none. */
    @Test
    void aFirstElementNearTheLargestNumberIsRefused() throws CodecException {
        for (Channels some : List.of(channels, new Channels(1, CHANNELS), new Channels(1 << 20, CHANNELS))) {
            Quantise how = new Quantise(source, true, Long.MAX_VALUE - 5, some, new Scales.Inline(scales()), zeros());
            byte[] parameters = how.bytes();
            byte[] frame = ByteBuffer.allocate(2 + parameters.length)
                    .putShort((short) parameters.length)
                    .put(parameters)
                    .array();
            assertThrows(CodecException.class, () -> decode(Span.of(frame), List.of(base.bytes()), FLOATS));
        }
    }

    private byte[] changed(byte[] good) {
        byte[] bad = good.clone();
        int at = random.nextInt(Math.min(good.length, 60));
        switch (random.nextInt(4)) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(good, at);
            case 2 -> bad = Arrays.copyOf(good, good.length + 1 + random.nextInt(50));
            default -> {
                for (int i = at; i < Math.min(at + 8, bad.length); i++) {
                    bad[i] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
                }
            }
        }
        return bad;
    }

    private byte[] computed(Example example) throws CodecException {
        byte[] raw = new byte[example.length];
        example.how.apply(List.of(base.bytes()), raw, raw.length);
        return raw;
    }

    private Encoding encode(Example example, byte[] raw) {
        return encoder.encode(Span.of(raw), example.type, List.of(), List.of(new Derived(example.how, List.of(base))));
    }

    private byte[] decode(Span encoded, List<Span> bases, int length) throws CodecException {
        byte[] target = new byte[length];
        decoder.decode(Codec.DERIVE, encoded, bases, target, length);
        return target;
    }

    private static Span copy(Span span) {
        return Span.of(Arrays.copyOf(span.array(), span.length()));
    }
}
