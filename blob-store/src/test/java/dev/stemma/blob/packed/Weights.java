package dev.stemma.blob.packed;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.pack.PackWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small safetensors file of float32 tensors, and its pieces as a push would cut them. */
@SuppressWarnings("ArrayRecordComponent") // a value for tests, never compared
record Weights(byte[] header, List<byte[]> tensors) {

    private static final int TENSOR_FLOATS = 40_000;
    private static final long TENSOR_BYTES = 160_000;

    /** Weights as training leaves them: small, bell-shaped, and of full precision. */
    static Weights trained(long seed, int tensors) {
        Random random = new Random(seed);
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            float[] values = new float[TENSOR_FLOATS];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (random.nextGaussian() * 0.05);
            }
            made.add(bytes(values));
        }
        return new Weights(header(tensors), made);
    }

    /** The same weights a few steps of training later: every value changed a little. */
    Weights tuned(long seed) {
        Random random = new Random(seed);
        List<byte[]> made = new ArrayList<>();
        for (byte[] tensor : tensors) {
            float[] values = new float[TENSOR_FLOATS];
            ByteBuffer.wrap(tensor)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            for (int k = 0; k < values.length; k++) {
                values[k] += (float) (random.nextGaussian() * 1e-5);
            }
            made.add(bytes(values));
        }
        return new Weights(header, made);
    }

    /** The same weights with one tensor taken from elsewhere. */
    Weights with(int index, byte[] tensor) {
        List<byte[]> made = new ArrayList<>(tensors);
        made.set(index, tensor);
        return new Weights(header, made);
    }

    List<byte[]> pieces() {
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(header);
        pieces.addAll(tensors);
        return pieces;
    }

    byte[] file() {
        int size = pieces().stream().mapToInt(piece -> piece.length).sum();
        ByteBuffer file = ByteBuffer.allocate(size);
        pieces().forEach(file::put);
        return file.array();
    }

    Digest digest() {
        return Digest.of(file());
    }

    /** Pushes the file in one pack, with these pieces beside it that belong to nothing. */
    Weights push(BlobStore store, String owner, byte[]... strays) {
        List<byte[]> packed = new ArrayList<>(pieces());
        packed.addAll(List.of(strays));
        PackWriter pack = TestFiles.pack(packed);
        store.putPack(owner, pack.digest(), pack.open(), pack.sizeBytes());
        store.assemble(owner, digest(), file().length, TestFiles.chunks(pieces()), owner::equals);
        return this;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static byte[] header(int tensors) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("\"layer.%d\":{\"dtype\":\"F32\",\"shape\":[200,200],\"data_offsets\":[%d,%d]}"
                            .formatted(i, i * TENSOR_BYTES, (i + 1) * TENSOR_BYTES));
        }
        byte[] text = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
