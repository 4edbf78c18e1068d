package dev.stemma.blob.codec;

import dev.stemma.blob.Digest;
import dev.stemma.format.Bytes;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The chunks of a model's tensors, each with the one that lies at the same place of the base model, if there is one. */
final class BenchSlices {

    private static final int SLICE = 4 * 1024 * 1024;
    private static final int SMALLEST = 1024;

    private final List<Slice> slices = new ArrayList<>();

    /** A chunk as the encoder takes it. */
    record Slice(Span raw, ElementType type, List<Base> bases) {}

    private BenchSlices() {}

    /** Reads {@code FILE} or {@code FILE=BASE}. */
    static List<Slice> of(String files) throws IOException {
        String[] parts = files.split("=", 2);
        byte[] bytes = Files.readAllBytes(Path.of(parts[0]));
        byte[] base = parts.length == 2 ? Files.readAllBytes(Path.of(parts[1])) : new byte[0];
        Map<String, Tensor> baseTensors = new HashMap<>();
        if (base.length > 0) {
            table(base).tensors().forEach(tensor -> baseTensors.put(tensor.name(), tensor));
        }
        BenchSlices made = new BenchSlices();
        for (Tensor tensor : table(bytes).tensors()) {
            Tensor like = baseTensors.get(tensor.name());
            if (tensor.sizeBytes() < SMALLEST) {
                continue;
            }
            if (like != null && like.sizeBytes() == tensor.sizeBytes()) {
                made.cut(bytes, tensor, base, like.offset());
            } else {
                made.cut(bytes, tensor, base, -1);
            }
        }
        return made.slices;
    }

    private void cut(byte[] bytes, Tensor tensor, byte[] base, long baseOffset) {
        for (long at = 0; at < tensor.sizeBytes(); at += SLICE) {
            int length = (int) Math.min(SLICE, tensor.sizeBytes() - at);
            List<Base> bases = baseOffset < 0
                    ? List.of()
                    : List.of(new Base(Digest.of(new byte[1]), span(base, baseOffset + at, length), 0));
            slices.add(new Slice(span(bytes, tensor.offset() + at, length), tensor.type(), bases));
        }
    }

    private static Span span(byte[] bytes, long from, int length) {
        return Span.of(Arrays.copyOfRange(bytes, (int) from, (int) from + length));
    }

    private static TensorTable table(byte[] bytes) throws IOException {
        TensorTable table = TensorTable.of(Bytes.of(bytes));
        return table.tensors().isEmpty() ? BenchOnnx.table(bytes) : table;
    }
}
