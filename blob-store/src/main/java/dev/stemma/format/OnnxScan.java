package dev.stemma.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What one pass over a model counts, and the bounds it keeps. */
final class OnnxScan {
    static final int MAX_GRAPH_DEPTH = 32;
    static final int MAX_NODES = 200_000;
    private static final int MAX_TENSORS = 200_000;
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_EXTERNAL = 10_000;
    private static final long MAX_NAME_BYTES = 32L << 20;

    final TreeMap<String, Long> operators = new TreeMap<>();
    final List<OnnxModel.External> external = new ArrayList<>();
    final Set<String> initializers = new HashSet<>();
    long nodes;
    long unknownFields;
    long parameters;
    int depth;
    private final TensorMessage.Sink found;
    private final long maxCountedBytes;
    private long tensors;
    private long nameBytes;

    OnnxScan() {
        this(tensor -> {}, Long.MAX_VALUE);
    }

    /**
     * @param found takes every tensor, wherever it stands
     * @param maxCountedBytes packed numbers are read to be counted up to this size
     */
    OnnxScan(TensorMessage.Sink found, long maxCountedBytes) {
        this.found = found;
        this.maxCountedBytes = maxCountedBytes;
    }

    boolean counts(long packedBytes) {
        return packedBytes <= maxCountedBytes;
    }

    void found(TensorMessage tensor) throws FormatException {
        found.tensor(tensor);
    }

    /** Counts a graph that stands {@code level} levels below the main graph. */
    void enterGraph(int level) throws FormatException {
        if (level > MAX_GRAPH_DEPTH) {
            throw new FormatException(
                    FormatException.Problem.TOO_DEEP, "Subgraphs are nested deeper than " + MAX_GRAPH_DEPTH);
        }
        depth = Math.max(depth, level);
    }

    void node(String operator) throws FormatException {
        if (++nodes > MAX_NODES) {
            throw FormatException.limit("More than " + MAX_NODES + " nodes");
        }
        if (operators.merge(operator, 1L, Long::sum) == 1) {
            keep(operator);
        }
    }

    void tensor() throws FormatException {
        if (++tensors > MAX_TENSORS) {
            throw FormatException.limit("More than " + MAX_TENSORS + " tensors");
        }
    }

    void external(String tensor, String location) throws FormatException {
        if (external.size() >= MAX_EXTERNAL) {
            throw FormatException.limit("More than " + MAX_EXTERNAL + " tensors in other files");
        }
        keep(location);
        external.add(new OnnxModel.External(tensor, location));
    }

    void initializer(String name, long elements) throws FormatException {
        keep(name);
        if (!name.isEmpty() && !initializers.add(name)) {
            throw FormatException.malformed("Two initializers have the same name");
        }
        long sum = parameters + elements;
        if (sum < 0) {
            throw FormatException.tensor("The tensors have more elements than can be counted");
        }
        parameters = sum;
    }

    void value(List<OnnxValue> values, OnnxValue value) throws FormatException {
        if (values.size() >= MAX_VALUES) {
            throw FormatException.limit("More than " + MAX_VALUES + " inputs or outputs");
        }
        keep(value.name());
        values.add(value);
    }

    /** Bounds the memory that names may take. */
    void keep(String name) throws FormatException {
        nameBytes += name.length() + 64L;
        if (nameBytes > MAX_NAME_BYTES) {
            throw FormatException.limit("The names take more than " + (MAX_NAME_BYTES >> 20) + " MiB");
        }
    }
}
