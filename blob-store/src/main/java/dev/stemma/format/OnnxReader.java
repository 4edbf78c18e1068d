package dev.stemma.format;

import java.io.IOException;

/** Reads the structure of an ONNX file in one pass, skipping the weights by offset. */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * Reads a model's structure. Time grows with the number of fields, memory with names and nodes, both bounded;
     * the weights are never read.
     *
     * @throws FormatException if the bytes are no model, or one that different readers would read differently
     * @throws IOException if the bytes can't be got
     */
    public static OnnxModel read(Bytes bytes) throws IOException, FormatException {
        if (bytes.size() == 0) {
            throw new FormatException(FormatException.Problem.EMPTY, "The file is empty");
        }
        OnnxScan scan = new OnnxScan();
        ModelMessage model = new ModelMessage(scan);
        WireScanner.scan(bytes, model);
        return model.summary();
    }
}
