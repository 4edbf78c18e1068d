package dev.stemma.format;

import java.util.List;

/**
 * A tensor whose data lie in a file.
 *
 * @param name as the file gives it; hostile, may be empty, need not be unique
 * @param type what its elements are
 * @param dims sizes of its dimensions, outermost first; empty for a scalar
 * @param layout how its data lie in the file
 * @param offset where the data start in the file, in bytes; any alignment
 * @param sizeBytes how many bytes the data take in the file, at least 1
 */
public record Tensor(String name, ElementType type, List<Long> dims, Layout layout, long offset, long sizeBytes) {

    /** How a tensor's data lie in a file. */
    public enum Layout {
        /** Elements back to back, little-endian. */
        PLAIN,
        /** Protobuf varints, one for each element, as ONNX's {@code int32_data}. */
        VARINTS
    }

    /** Copies the list. */
    public Tensor {
        dims = List.copyOf(dims);
    }

    /** Where the data end in the file. */
    public long end() {
        return offset + sizeBytes;
    }
}
