package dev.stemma.blob.packed;

import static dev.stemma.format.OnnxFiles.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.format.SafetensorsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Damage in what kinship is found by, headers and scales: that relative or tensor is no help, all else is encoded. */
final class DamagedKinTest {

    private static final String OWNER = "alice";
    private static final int CHANNELS = 300;
    private static final int EACH = 40;

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final PackedBlobStore store = Stores.open(objects, index);
    private final float[] first = weights(1);
    private final float[] second = weights(2);
    private final byte[] scales = floats(scales(first));
    private final byte[] small = quantised(first);
    private final byte[] other = quantised(second);

    /** A quantised file of two tensors; the scales of the first are a chunk of their own. */
    private final byte[] child = new SafetensorsFiles()
            .tensor("a_quantized", "I8", small, CHANNELS, EACH)
            .tensor("a_scale", "F32", scales, CHANNELS)
            .tensor("b_quantized", "I8", other, CHANNELS, EACH)
            .tensor("b_scale", "F32", floats(scales(second)), CHANNELS)
            .toBytes();

    private final byte[] parent = new SafetensorsFiles()
            .tensor("a", "F32", floats(first), CHANNELS, EACH)
            .tensor("b", "F32", floats(second), CHANNELS, EACH)
            .toBytes();

    private static float[] weights(long seed) {
        Random random = new Random(seed);
        float[] values = new float[CHANNELS * EACH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * 0.05f;
        }
        return values;
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
            bytes[i] = (byte) Math.rint(values[i] / scales[i / EACH]);
        }
        return bytes;
    }

    @Test
    void withoutDamageBothTensorsAreComputedFromTheParent() throws IOException {
        put(parent);
        put(child);
        store.encode(OWNER, files(child), List.of(files(parent)));
        assertEquals(Codec.DERIVE.id(), codec(small));
        assertEquals(Codec.DERIVE.id(), codec(other));
        assertArrayEquals(child, read(child));
    }

    @Test
    void damagedScalesCostTheirTensorAlone() throws IOException {
        put(parent);
        put(child);
        damage(scales);
        store.encode(OWNER, files(child), List.of(files(parent)));
        assertEquals(Codec.DERIVE.id(), codec(other));
        assertThrows(BlobCorrupt.class, () -> read(child));
        assertArrayEquals(parent, read(parent));
    }

    @Test
    void aParentWithADamagedHeaderIsPassedOver() throws IOException {
        put(parent);
        put(child);
        damage(Arrays.copyOf(parent, parent.length - 2 * 4 * CHANNELS * EACH));
        byte[] next = child.clone();
        next[next.length - 4 * CHANNELS - 1]++;
        put(next);
        store.encode(OWNER, files(next), List.of(files(parent), files(child)));
        byte[] changed = other.clone();
        changed[changed.length - 1]++;
        assertEquals(List.of(TestFiles.chunk(other).digest()), place(changed).bases());
        assertArrayEquals(next, read(next));
        assertArrayEquals(child, read(child));
    }

    @Test
    void aParentWithoutARecipeIsPassedOver() throws IOException {
        put(parent);
        for (ObjectInfo recipe : objects.list("recipes/", "", 10)) {
            objects.delete(recipe.key());
        }
        put(child);
        store.encode(OWNER, files(child), List.of(files(parent)));
        assertArrayEquals(child, read(child));
        assertEquals(Codec.PLANES.id(), codec(floats(scales(second))));
    }

    private void put(byte[] file) {
        store.put(OWNER, new ByteArrayInputStream(file), Digest.of(file), file.length);
    }

    private static SortedMap<String, Digest> files(byte[] file) {
        return new TreeMap<>(java.util.Map.of("model.safetensors", Digest.of(file)));
    }

    private ChunkLocation place(byte[] piece) {
        Digest digest = TestFiles.chunk(piece).digest();
        return index.locate(List.of(digest)).getOrDefault(digest, List.of()).getFirst();
    }

    private int codec(byte[] piece) {
        return place(piece).codec();
    }

    private void damage(byte[] piece) throws IOException {
        ChunkLocation place = place(piece);
        long size = objects.head(place.packKey()).orElseThrow().sizeBytes();
        byte[] pack;
        try (InputStream in = objects.open(place.packKey(), 0, size)) {
            pack = in.readAllBytes();
        }
        pack[(int) place.offset() + 52 + 20] ^= 1;
        objects.delete(place.packKey());
        objects.put(place.packKey(), pack.length, new ByteArrayInputStream(pack));
    }

    private byte[] read(byte[] file) throws IOException {
        try (InputStream in = store.open(Digest.of(file), 0, file.length)) {
            return in.readAllBytes();
        }
    }
}
