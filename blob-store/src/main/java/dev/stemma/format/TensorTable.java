package dev.stemma.format;

import java.io.IOException;
import java.util.List;

/**
 * Which tensors lie where in a model file.
 *
 * @param tensors in the order of their data; none overlaps another and all lie within the file
 * @param external tensors that this file describes and whose data lie in other files, in the order in which they stand
 */
public record TensorTable(List<Tensor> tensors, List<External> external) {

    /** The table of a file whose format has none, or that is not sound: its bytes mean nothing here. */
    public static final TensorTable OPAQUE = new TensorTable(List.of(), List.of());

    /**
     * A tensor whose data lie in another file.
     *
     * @param location path of that file as written, relative to this one; hostile
     * @param tensor the tensor; its offset counts in that file, whose length is not known here
     */
    public record External(String location, Tensor tensor) {}

    /** Copies the lists. */
    public TensorTable {
        tensors = List.copyOf(tensors);
        external = List.copyOf(external);
    }

    /**
     * Reads the table of an ONNX, safetensors, GGUF or PyTorch file; anything else, and anything unsound, is
     * {@link #OPAQUE}. Reads headers only, never payload, with bounded memory whatever the file declares, and executes nothing.
     *
     * @throws IOException if the bytes can't be got
     */
    public static TensorTable of(Bytes file) throws IOException {
        try {
            return switch (ModelFormat.detect(file)) {
                case ONNX -> OnnxTable.read(file);
                case SAFETENSORS -> SafetensorsTable.read(file);
                case GGUF -> GgufTable.read(file);
                case TORCH, ZIP -> TorchTable.read(file);
                case PICKLE, HDF5, HTML, TEXT, UNKNOWN -> OPAQUE;
            };
        } catch (FormatException e) {
            return OPAQUE;
        }
    }
}
