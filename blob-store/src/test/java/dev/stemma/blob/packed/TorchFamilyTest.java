package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.format.OnnxFiles;
import dev.stemma.format.TorchZipFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** PyTorch archives in a store: pushed whole, cut along their storages, and encoded against their relatives. */
final class TorchFamilyTest {
    private static final String OWNER = "alice";

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final PackedBlobStore store = Stores.open(objects, index);

    private final Weights first = Weights.trained(1, 3);
    private final Weights second = first.tuned(2);

    /** The weights as {@code torch.save} writes them, each named by its number, behind a storage that shifts all keys. */
    private static byte[] torch(Weights weights, boolean shifted) {
        TorchZipFiles file = new TorchZipFiles("model");
        if (shifted) {
            file.tensor("new", "FloatStorage", TestFiles.random(9, 160_000), 200, 200);
        }
        for (int i = 0; i < weights.tensors().size(); i++) {
            file.tensor("layer." + i, "FloatStorage", weights.tensors().get(i), 200, 200);
        }
        return file.toBytes();
    }

    private SortedMap<String, Digest> put(String path, byte[] file) {
        store.put(OWNER, new ByteArrayInputStream(file), Digest.of(file), file.length);
        return new TreeMap<>(Map.of(path, Digest.of(file)));
    }

    private long encode(SortedMap<String, Digest> version, List<SortedMap<String, Digest>> parents) {
        store.encode(OWNER, version, parents);
        List<String> retired = index.retired(Instant.MAX, 100);
        retired.forEach(objects::delete);
        index.forget(retired);
        return objects.list("packs/", "", 1000).stream()
                .mapToLong(ObjectInfo::sizeBytes)
                .sum();
    }

    private ChunkLocation place(byte[] chunk) {
        Digest digest = Digest.of(chunk);
        return index.locate(List.of(digest)).getOrDefault(digest, List.of()).getFirst();
    }

    private void assertSame(byte[] file) throws IOException {
        try (InputStream in = store.open(Digest.of(file), 0, file.length)) {
            assertArrayEquals(file, in.readAllBytes());
        }
    }

    private void assertDifferencesToFirst() {
        for (int i = 0; i < 3; i++) {
            ChunkLocation place = place(second.tensors().get(i));
            assertEquals(Codec.DELTA.id(), place.codec());
            assertEquals(List.of(Digest.of(first.tensors().get(i))), place.bases());
        }
    }

    @Test
    void aFineTuneIsStoredAsDifferencesToTheTensorsOfTheSameNames() throws IOException {
        byte[] parent = torch(first, false);
        byte[] child = torch(second, true);
        var version1 = put("model.pt", parent);
        long alone = encode(version1, List.of());
        assertTrue(alone < parent.length * 0.95, "planes take fewer bytes: " + alone);
        first.tensors()
                .forEach(tensor -> assertEquals(Codec.PLANES.id(), place(tensor).codec()));
        long both = encode(put("model.pt", child), List.of(version1));
        assertDifferencesToFirst();
        assertTrue(both - alone < 160_000 + child.length * 0.5, both - alone + " bytes more");
        assertSame(parent);
        assertSame(child);
    }

    @Test
    void aSafetensorsFileIsARelativeOfAnArchive() throws IOException {
        var version1 = put("model.safetensors", first.file());
        long alone = encode(version1, List.of());
        byte[] same = torch(first, false);
        long both = encode(put("pytorch_model.bin", same), List.of(version1));
        assertTrue(both - alone < 8_000, "equal weights are stored once: " + (both - alone));
        byte[] child = torch(second, false);
        encode(put("pytorch_model.bin", child), List.of(version1));
        assertDifferencesToFirst();
        assertSame(same);
        assertSame(child);
    }

    @Test
    void anOnnxFileIsARelativeOfAnArchive() throws IOException {
        var initializers = new dev.stemma.format.Proto[3];
        for (int i = 0; i < 3; i++) {
            initializers[i] = OnnxFiles.tensor(
                    "layer." + i, OnnxFiles.FLOAT, first.tensors().get(i), 200, 200);
        }
        byte[] onnx = OnnxFiles.model(OnnxFiles.graph(List.of(), List.of(), List.of(), initializers))
                .toBytes();
        var version1 = put("model.onnx", onnx);
        encode(version1, List.of());
        byte[] child = torch(second, false);
        encode(put("model.pt", child), List.of(version1));
        assertDifferencesToFirst();
        assertSame(child);
        assertSame(onnx);
    }
}
