package dev.stemma.format;

import dev.stemma.format.Tensor.Layout;
import dev.stemma.format.TensorTable.External;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers the tensors of a file, in any order, and bounds how many there may be and what memory they may take. */
final class TableBuilder {
    static final int MAX_TENSORS = 200_000;
    private static final long MAX_MEMORY_BYTES = 64L << 20;
    /** About what a tensor and a dimension take beside the name's characters. */
    private static final int TENSOR_BYTES = 128;

    private static final int DIM_BYTES = 24;

    private final long fileSize;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<External> external = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long memoryBytes;

    TableBuilder(long fileSize) {
        this.fileSize = fileSize;
    }

    /** Takes note of a name that must not stand twice. */
    void unique(String name) throws FormatException {
        charge(name.length() + (long) TENSOR_BYTES);
        if (!names.add(name)) {
            throw FormatException.malformed("Two entries have the same name");
        }
    }

    /** Adds a tensor whose data lie in this file; one without data takes no place in it and is left out. */
    void add(String name, ElementType type, long[] dims, Layout layout, long offset, long sizeBytes)
            throws FormatException {
        if (offset < 0 || sizeBytes < 0 || sizeBytes > fileSize - offset) {
            throw FormatException.malformed("A tensor's data end behind the file");
        }
        if (sizeBytes > 0) {
            tensors.add(tensor(name, type, dims, layout, offset, sizeBytes));
        }
    }

    /** Adds a tensor whose data lie in another file. */
    void external(String location, String name, ElementType type, long[] dims, long offset, long sizeBytes)
            throws FormatException {
        if (offset < 0 || sizeBytes < 0 || sizeBytes > Long.MAX_VALUE - offset) {
            throw FormatException.malformed("A tensor's data end behind any file");
        }
        if (sizeBytes > 0) {
            charge(location.length() + (long) TENSOR_BYTES);
            external.add(new External(location, tensor(name, type, dims, Layout.PLAIN, offset, sizeBytes)));
        }
    }

    private Tensor tensor(String name, ElementType type, long[] dims, Layout layout, long offset, long sizeBytes)
            throws FormatException {
        if (tensors.size() + external.size() >= MAX_TENSORS) {
            throw FormatException.limit("More than " + MAX_TENSORS + " tensors");
        }
        charge(name.length() + TENSOR_BYTES + (long) DIM_BYTES * dims.length);
        return new Tensor(name, type, Arrays.stream(dims).boxed().toList(), layout, offset, sizeBytes);
    }

    private void charge(long bytes) throws FormatException {
        memoryBytes += bytes;
        if (memoryBytes > MAX_MEMORY_BYTES) {
            throw FormatException.limit("The names take more than " + (MAX_MEMORY_BYTES >> 20) + " MiB");
        }
    }

    /** Puts the tensors in the order of their data, of which no two may overlap. */
    TensorTable build() throws FormatException {
        tensors.sort(Comparator.comparingLong(Tensor::offset));
        long end = 0;
        for (Tensor tensor : tensors) {
            if (tensor.offset() < end) {
                throw FormatException.malformed("The data of two tensors overlap");
            }
            end = tensor.end();
        }
        return new TensorTable(tensors, external);
    }
}
