package dev.stemma.blob.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Seed;
import dev.stemma.format.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChunkCodecPropertyTest {

    private final Random random = Seed.random("ChunkCodecPropertyTest");
    private final ChunkEncoder encoder = new ChunkEncoder();
    private final ChunkDecoder decoder = new ChunkDecoder();
    private final WayWriter writer = new WayWriter();

    @AfterEach
    void close() {
        encoder.close();
        decoder.close();
        writer.close();
    }

    @Test
    void everyWayGivesEveryChunkBack() throws CodecException {
        Output out = new Output();
        for (ElementType type : ElementType.values()) {
            for (Weights.Kind kind : Weights.Kind.values()) {
                for (int length : new int[] {1, 2, 3, 7, 8, 9, 31, 64, 65, 1000, 4099, 1 + random.nextInt(70_000)}) {
                    byte[] parent = Weights.of(kind, type, length, random);
                    byte[] raw = random.nextBoolean()
                            ? Weights.trained(parent, type, random)
                            : Weights.of(Weights.Kind.SPECIAL, type, length, random);
                    for (Way way : ways(parent, raw, type)) {
                        List<Span> bases = way.bases().stream().map(Base::bytes).toList();
                        writer.write(way, Span.of(raw), bases, out);
                        byte[] target = new byte[length + random.nextInt(3)];
                        decoder.decode(way.codec(), out.span(), bases, target, length);
                        assertArrayEquals(raw, Arrays.copyOf(target, length), () -> way + " " + kind);
                    }
                }
            }
        }
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static List<Way> ways(byte[] parent, byte[] raw, ElementType type) {
        List<Way> ways = new ArrayList<>(Ways.solo(type));
        ways.addAll(Ways.with(Weights.base(parent, 0), Span.of(raw), type));
        if (parent.length > 8 || parent.length == 1) {
            ways.add(new Way.Dictionary(Weights.base(parent, 0)));
        }
        for (boolean grouped : new boolean[] {true, false}) {
            ways.add(new Way.ByteDelta(grouped, ZstdSetting.ENTROPY, Weights.base(parent, 0)));
        }
        return ways;
    }

    @Test
    void anyChunkCanBeEncodedAndComesBack() throws CodecException {
        for (int round = 0; round < 400; round++) {
            ElementType type = any(ElementType.values());
            Weights.Kind kind = any(Weights.Kind.values());
            int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 600_000 : 5000);
            byte[] parent = Weights.of(kind, type, length, random);
            byte[] raw = Weights.trained(parent, type, random);
            List<Base> bases = List.of(
                    Weights.base(parent, random.nextInt(5)),
                    Weights.base(Weights.of(kind, type, 1 + random.nextInt(5000), random), random.nextInt(3)));
            Encoding encoding = encoder.encode(Span.of(raw), type, bases, List.of());
            assertTrue(encoding.bytes().length() <= length);
            assertTrue(encoding.depth() <= ChunkEncoder.MAX_DEPTH);
            List<Span> used = new ArrayList<>();
            int depth = 0;
            for (Base base : bases) {
                if (encoding.bases().contains(base.digest())) {
                    used.add(base.bytes());
                    depth = base.depth() + 1;
                }
            }
            assertEquals(depth, encoding.depth());
            byte[] target = new byte[length];
            decoder.decode(encoding.codec(), encoding.bytes(), used, target, length);
            assertArrayEquals(raw, target);
        }
    }

    @Test
    void theCodecFitsTheBytes() {
        byte[] parent = Weights.of(Weights.Kind.GAUSSIAN, ElementType.F32, 1 << 20, random);
        byte[] child = parent.clone();
        for (int i = 0; i < child.length; i += 4) {
            child[i] += (byte) random.nextInt(3);
        }
        byte[] noise = Weights.of(Weights.Kind.NOISE, ElementType.F32, 1 << 20, random);
        byte[] text = "a graph of nodes and edges; ".repeat(3000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Base base = Weights.base(parent, 0);
        assertEquals(Codec.PLANES, codec(parent, ElementType.F32, List.of()));
        assertEquals(Codec.PLANES, codec(parent, ElementType.F32, List.of(Weights.base(noise, 0))));
        assertEquals(Codec.DELTA, codec(child, ElementType.F32, List.of(base)));
        assertEquals(Codec.BYTE_DELTA, codec(child, ElementType.I8, List.of(base)));
        assertEquals(Codec.PLANES, codec(child, ElementType.F32, List.of(Weights.base(parent, 3))));
        assertEquals(Codec.RAW, codec(noise, ElementType.F32, List.of(base)));
        assertEquals(Codec.ZSTD, codec(text, ElementType.OTHER, List.of()));
    }

    @Test
    void structureUsesItsBaseAsADictionary() {
        byte[] structure = Weights.of(Weights.Kind.NOISE, ElementType.OTHER, 100_000, random);
        byte[] changed = structure.clone();
        changed[50_000]++;
        assertEquals(Codec.ZSTD_DICT, codec(changed, ElementType.OTHER, List.of(Weights.base(structure, 0))));
        byte[] longer = Arrays.copyOf(changed, 100_200);
        Encoding encoding =
                encoder.encode(Span.of(longer), ElementType.OTHER, List.of(Weights.base(structure, 0)), List.of());
        assertTrue(encoding.bytes().length() < 200, () -> encoding.bytes().length() + " bytes");
    }

    @Test
    void theNearestToTheAnchorIsPreferredUnlessAnotherSavesATenth() {
        byte[] anchor = Weights.of(Weights.Kind.GAUSSIAN, ElementType.F32, 100_000, random);
        byte[] middle = moved(anchor, 3);
        byte[] near = moved(middle, 3);
        byte[] far = moved(anchor, 12);
        List<Base> bases = List.of(Weights.base(anchor, 0), Weights.base(middle, 1));
        assertEquals(
                List.of(bases.getFirst().digest()),
                encoded(moved(anchor, 4), bases).bases());
        assertEquals(List.of(bases.getLast().digest()), encoded(near, bases).bases());
        assertEquals(
                List.of(Weights.base(far, 1).digest()),
                encoded(moved(far, 1), List.of(bases.getFirst(), Weights.base(far, 1)))
                        .bases());
    }

    private Encoding encoded(byte[] raw, List<Base> bases) {
        return encoder.encode(Span.of(raw), ElementType.F32, bases, List.of());
    }

    /** The floats, each moved by less than so many bits in its mantissa. */
    private byte[] moved(byte[] floats, int bits) {
        byte[] result = floats.clone();
        for (int i = 0; i + 4 <= result.length; i += 4) {
            int old = (int) Views.INT.get(result, i);
            Views.INT.set(result, i, old + random.nextInt(1 << bits));
        }
        return result;
    }

    private Codec codec(byte[] raw, ElementType type, List<Base> bases) {
        return encoder.encode(Span.of(raw), type, bases, List.of()).codec();
    }

    @Test
    void damagedBytesAreRefusedOrDecodeToSomethingElseWithinBounds() {
        Set<Codec> seen = EnumSet.noneOf(Codec.class);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            ElementType type = any(ElementType.values());
            int length = 1 + random.nextInt(3000);
            byte[] parent = Weights.of(Weights.Kind.HALF_EXACT, type, length, random);
            byte[] raw = Weights.trained(parent, type, random);
            List<Way> ways = ways(parent, raw, type);
            Way way = ways.get(random.nextInt(ways.size()));
            seen.add(way.codec());
            refused += refused(way, raw) ? 1 : 0;
        }
        assertEquals(EnumSet.of(Codec.ZSTD, Codec.ZSTD_DICT, Codec.PLANES, Codec.DELTA, Codec.BYTE_DELTA), seen);
        assertTrue(refused > 300, "refused " + refused);
    }

    private boolean refused(Way way, byte[] raw) {
        Output out = new Output();
        List<Span> bases = way.bases().stream().map(Base::bytes).toList();
        writer.write(way, Span.of(raw), bases, out);
        byte[] bad = changed(Arrays.copyOf(out.array(), out.length()));
        byte[] target = new byte[raw.length + 16];
        long before = Allocations.bytes();
        try {
            decoder.decode(way.codec(), Span.of(bad), bases, target, raw.length);
            return false;
        } catch (CodecException e) {
            return true;
        } finally {
            long allocated = Allocations.bytes() - before;
            assertTrue(allocated < 200_000, () -> "allocated " + allocated);
            for (int i = raw.length; i < target.length; i++) {
                assertEquals(0, target[i], "written behind the chunk");
            }
        }
    }

    private byte[] changed(byte[] good) {
        byte[] bad = good.clone();
        int at = random.nextInt(good.length);
        switch (random.nextInt(5)) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(good, at);
            case 2 -> bad = Arrays.copyOf(good, good.length + 1 + random.nextInt(50));
            case 3 -> bad[random.nextInt(Math.min(8, good.length))] = (byte) random.nextInt();
            default -> {
                for (int i = at; i < Math.min(at + 4, bad.length); i++) {
                    bad[i] = (byte) random.nextInt();
                }
            }
        }
        return bad;
    }

    @Test
    void basesOfAnotherLengthOrNumberAreRefused() throws CodecException {
        byte[] raw = Weights.of(Weights.Kind.GAUSSIAN, ElementType.F32, 4000, random);
        Base base = Weights.base(raw, 0);
        Output out = new Output();
        byte[] target = new byte[4000];
        for (Way way : List.of(
                new Way.Delta(ElementType.F32, true, ZstdSetting.ENTROPY, base),
                new Way.ByteDelta(true, ZstdSetting.ENTROPY, base))) {
            writer.write(way, Span.of(raw), List.of(base.bytes()), out);
            for (int length : new int[] {0, 3999, 4001}) {
                List<Span> wrong = List.of(Span.of(Arrays.copyOf(raw, length)));
                assertThrows(CodecException.class, () -> decoder.decode(way.codec(), out.span(), wrong, target, 4000));
            }
            assertThrows(CodecException.class, () -> decoder.decode(way.codec(), out.span(), List.of(), target, 4000));
        }
        assertThrows(
                CodecException.class,
                () -> decoder.decode(Codec.RAW, Span.of(raw), List.of(base.bytes()), target, 4000));
    }

    @Test
    void aFrameThatUnpacksToMoreThanTheChunkIsRefused() throws CodecException {
        Output out = new Output();
        Span zeros = Span.of(new byte[Chunk.MAX_BYTES]);
        writer.write(new Way.Zstd(ZstdSetting.GENERAL), zeros, List.of(), out);
        Span bomb = Span.of(Arrays.copyOf(out.array(), out.length()));
        byte[] target = new byte[100];
        assertThrows(CodecException.class, () -> decoder.decode(Codec.ZSTD, bomb, List.of(), target, 100));
        assertThrows(
                CodecException.class,
                () -> decoder.decode(Codec.ZSTD, bomb, List.of(), new byte[Chunk.MAX_BYTES], Chunk.MAX_BYTES - 1));
        byte[] twice = Arrays.copyOf(bomb.array(), 2 * bomb.length());
        System.arraycopy(bomb.array(), 0, twice, bomb.length(), bomb.length());
        assertThrows(
                CodecException.class,
                () -> decoder.decode(
                        Codec.ZSTD, Span.of(twice), List.of(), new byte[Chunk.MAX_BYTES], Chunk.MAX_BYTES));
    }
}
