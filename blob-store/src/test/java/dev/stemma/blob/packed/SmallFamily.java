package dev.stemma.blob.packed;

import static dev.stemma.format.OnnxFiles.floats;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Base;
import dev.stemma.blob.codec.BlockFormat;
import dev.stemma.blob.codec.Blocks;
import dev.stemma.blob.codec.Cast;
import dev.stemma.blob.codec.Channels;
import dev.stemma.blob.codec.ChunkEncoder;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.codec.Derivation;
import dev.stemma.blob.codec.Derived;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.FloatFormat;
import dev.stemma.blob.codec.Order;
import dev.stemma.blob.codec.Quantise;
import dev.stemma.blob.codec.ScaleOf;
import dev.stemma.blob.codec.ScaleRule;
import dev.stemma.blob.codec.Scales;
import dev.stemma.blob.codec.Source;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.codec.Transpose;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.format.ElementType;
import dev.stemma.format.SafetensorsFiles;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** A model, its cast, its quantised form, and a second version of all: every codec has something to do. */
final class SmallFamily {

    private static final String OWNER = "alice";
    private static final int CHANNELS = 260;
    private static final int EACH = 24;

    private final PackedBlobStore store;
    private final ObjectStore objects;
    private final List<Digest> files = new ArrayList<>();

    private SmallFamily(ObjectStore objects, BlobIndex index) {
        this.store = Stores.open(objects, index);
        this.objects = objects;
    }

    /** Stores and encodes the family and gives the digests of its files. */
    static List<Digest> store(ObjectStore objects, BlobIndex index) throws CodecException {
        SmallFamily family = new SmallFamily(objects, index);
        float[] first = weights(1, 0.05f, new float[CHANNELS * EACH]);
        float[] second = weights(2, 1e-5f, first);
        byte[] bytes = quantised(first);
        byte[] later = bytes.clone();
        Random random = new Random(3);
        for (int i = 0; i < later.length; i++) {
            later[i] = (byte) (later[i] + (random.nextInt(9) == 0 ? 1 : 0));
        }
        SortedMap<String, Digest> parent = family.version(Map.of(
                "model.safetensors", model("one", first),
                "half.safetensors",
                        new SafetensorsFiles()
                                .tensor("w", "F16", halves(first), CHANNELS, EACH)
                                .toBytes(),
                "int8.safetensors",
                        new SafetensorsFiles()
                                .tensor("w_quantized", "I8", bytes, CHANNELS, EACH)
                                .tensor("w_scale", "F32", floats(scales(first)), CHANNELS)
                                .toBytes()));
        family.store.encode(OWNER, parent, List.of());
        SortedMap<String, Digest> child = family.version(Map.of(
                "model.safetensors", model("two", second),
                "int8.safetensors",
                        new SafetensorsFiles()
                                .tensor("w_quantized", "I8", later, CHANNELS, EACH)
                                .toBytes()));
        family.store.encode(OWNER, child, List.of(parent));
        family.operations(first);
        List<String> retired = index.retired(java.time.Instant.MAX, 100);
        retired.forEach(objects::delete);
        index.forget(retired);
        return family.files;
    }

    private SortedMap<String, Digest> version(Map<String, byte[]> contents) {
        SortedMap<String, Digest> version = new TreeMap<>();
        contents.forEach((path, bytes) -> {
            store.put(OWNER, new ByteArrayInputStream(bytes), Digest.of(bytes), bytes.length);
            version.put(path, Digest.of(bytes));
            files.add(Digest.of(bytes));
        });
        return version;
    }

    private static byte[] model(String name, float[] values) {
        return new SafetensorsFiles()
                .metadata("name", name + ", trained by nobody for a test of codecs".repeat(8))
                .tensor("w", "F32", floats(values), CHANNELS, EACH)
                .toBytes();
    }

    private static float[] weights(long seed, float step, float[] from) {
        Random random = new Random(seed);
        float[] values = from.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) random.nextGaussian() * step;
        }
        return values;
    }

    private static byte[] halves(float[] values) {
        ByteBuffer halves = ByteBuffer.allocate(2 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            halves.putShort(Float.floatToFloat16(value));
        }
        return halves.array();
    }

    private static float[] scales(float[] values) {
        float[] scales = new float[CHANNELS];
        for (int i = 0; i < values.length; i++) {
            scales[i / EACH] = Math.max(scales[i / EACH], Math.abs(values[i]));
        }
        for (int i = 0; i < CHANNELS; i++) {
            scales[i] = 2 * scales[i] / 254;
        }
        return scales;
    }

    private static byte[] quantised(float[] values) {
        float[] scales = scales(values);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.clamp((long) Math.rint(values[i] / scales[i / EACH]), -128, 127);
        }
        return bytes;
    }

    /** A file of chunks that each operation computes from the first one, with a byte wrong in every other. */
    private void operations(float[] weights) throws CodecException {
        float[] odd = weights.clone();
        odd[5] = Float.NaN;
        odd[40] = Float.POSITIVE_INFINITY;
        odd[900] = Float.MIN_VALUE;
        byte[] base = floats(odd);
        byte[] scales = floats(scales(weights));
        List<byte[]> pieces = new ArrayList<>(List.of(base, scales));
        List<Chunk> chunks = new ArrayList<>(TestFiles.chunks(pieces));
        var pack = TestFiles.pack(pieces);
        try (ChunkEncoder encoder = new ChunkEncoder()) {
            for (Derivation how : every()) {
                int bases = how instanceof Quantise quantise && quantise.scales() instanceof Scales.InBase ? 2 : 1;
                byte[] raw = new byte[length(how)];
                how.apply(pieces.subList(0, bases).stream().map(Span::of).toList(), raw, raw.length);
                raw[7] = (byte) (raw[7] ^ chunks.size() % 2);
                Derived derived = new Derived(
                        how,
                        pieces.subList(0, bases).stream()
                                .map(piece -> new Base(Digest.of(piece), Span.of(piece), 0))
                                .toList());
                Encoding made = encoder.encode(Span.of(raw), ElementType.OTHER, List.of(), List.of(derived));
                byte[] bytes = java.util.Arrays.copyOf(
                        made.bytes().array(), made.bytes().length());
                CRC32C crc = new CRC32C();
                crc.update(bytes);
                Chunk chunk = TestFiles.chunk(raw);
                pack.add(
                        new dev.stemma.blob.pack.Frame(
                                chunk, made.codec().id(), made.bases(), made.depth(), bytes.length, (int)
                                        crc.getValue()),
                        () -> new ByteArrayInputStream(bytes));
                chunks.add(chunk);
                pieces.add(raw);
            }
        }
        objects.put("packs/aa/operations.pack", pack.sizeBytes(), pack.open());
        byte[] file = join(pieces);
        byte[] recipe = dev.stemma.blob.recipe.RecipeWriter.bytes(dev.stemma.blob.recipe.Recipe.ofChunks(
                new dev.stemma.blob.BlobInfo(Digest.of(file), file.length), chunks));
        objects.put("recipes/aa/operations.rcp", recipe.length, new ByteArrayInputStream(recipe));
        files.add(Digest.of(file));
    }

    private static byte[] join(List<byte[]> pieces) {
        ByteBuffer file = ByteBuffer.allocate(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(file::put);
        return file.array();
    }

    private static int length(Derivation how) {
        return how instanceof ScaleOf ? 4 * CHANNELS : how instanceof Blocks blocks ? 3000 - blocks.phase() : 4000;
    }

    private static List<Derivation> every() {
        long all = (long) CHANNELS * EACH;
        Source source = new Source(FloatFormat.F32, 1, 0, new Order.Straight());
        Order.Turned turned = new Order.Turned(CHANNELS, EACH, 11);
        Source columns = new Source(FloatFormat.F32, 1, 0, turned);
        Channels channels = new Channels(EACH, CHANNELS);
        ScaleRule symmetric = new ScaleRule(ScaleRule.Kind.SYMMETRIC, 254);
        byte[] one = {3};
        return List.of(
                new Cast(source, FloatFormat.BF16),
                new Cast(columns, FloatFormat.F16),
                new Transpose(4, 1, 0, turned),
                new Quantise(
                        source, false, 0, Channels.ONE, new Scales.Inline(new float[] {0.002f}), new byte[] {-128}),
                new Quantise(source, true, 0, channels, new Scales.InBase(0), one),
                new Quantise(source, true, 100, channels, new Scales.ByRule(symmetric, all), new byte[CHANNELS]),
                new ScaleOf(source, all, channels, symmetric),
                new ScaleOf(source, all, channels, new ScaleRule(ScaleRule.Kind.SPAN, 255)),
                new ScaleOf(source, all, channels, new ScaleRule(ScaleRule.Kind.SPAN_IN_DOUBLE, 255)),
                new Blocks(BlockFormat.Q8_0, source, 5),
                new Blocks(BlockFormat.Q4_0, source, 0),
                new Blocks(BlockFormat.Q4_0_FUSED, columns, 3));
    }
}
