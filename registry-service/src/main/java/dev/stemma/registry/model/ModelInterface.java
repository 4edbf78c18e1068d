package dev.stemma.registry.model;

import java.util.List;
import java.util.SortedMap;

/**
 * How a model is called, read from its file without running it.
 *
 * @param format {@code onnx}
 * @param irVersion of the file
 * @param opsets operator set version by domain ({@code ai.onnx} for the default one)
 * @param nodes number of graph nodes
 * @param tensors number of initializers
 * @param parameters number of elements in them
 * @param inputs without initializers, in graph order
 * @param outputs in graph order
 */
public record ModelInterface(
        String format,
        long irVersion,
        SortedMap<String, Long> opsets,
        long nodes,
        long tensors,
        long parameters,
        List<Value> inputs,
        List<Value> outputs) {

    public ModelInterface {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * One input or output.
     *
     * @param name its name
     * @param type element type, such as {@code float32}
     * @param shape each dimension a number, or the name of a dynamic one ({@code ?} where it has none)
     */
    public record Value(String name, String type, List<String> shape) {
        public Value {
            shape = List.copyOf(shape);
        }
    }
}
