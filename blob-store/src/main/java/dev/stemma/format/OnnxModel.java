package dev.stemma.format;

import java.util.List;
import java.util.SortedMap;

/**
 * What an ONNX file says about itself, without its weights.
 *
 * @param irVersion the version of the file format
 * @param producer name and version of the tool that wrote it; empty when not given
 * @param opsets operator domain ("" is ONNX's own) to version
 * @param graph the main graph, with what its subgraphs and functions hold counted in
 * @param tensors initializers of the main graph, and every tensor stored outside the file
 * @param functions model-local functions
 * @param metadata free properties, at most 1,000
 * @param unknownFields fields that this reader does not know, wherever they stand
 */
public record OnnxModel(
        long irVersion,
        String producer,
        SortedMap<String, Long> opsets,
        Graph graph,
        Tensors tensors,
        Functions functions,
        SortedMap<String, String> metadata,
        long unknownFields) {

    /**
     * The graph.
     *
     * @param inputs what a caller has to give: graph inputs that no initializer fills
     * @param outputs what it computes
     * @param nodes number of nodes, in subgraphs and function bodies too
     * @param operators operator ("domain:Op", or "Op" of ONNX's own domain) to number of nodes
     * @param depth levels of subgraphs below the main graph
     */
    public record Graph(
            List<OnnxValue> inputs,
            List<OnnxValue> outputs,
            long nodes,
            SortedMap<String, Long> operators,
            int depth) {}

    /**
     * Stored tensors.
     *
     * @param count initializers of the main graph
     * @param parameters their elements
     * @param external every tensor, wherever it stands, whose data lie in another file
     */
    public record Tensors(long count, long parameters, List<External> external) {}

    /**
     * Data that lie outside the file.
     *
     * @param tensor the tensor's name; may be empty
     * @param location the path as written; hostile
     */
    public record External(String tensor, String location) {}

    /**
     * Model-local functions.
     *
     * @param count how many are defined
     * @param depth the longest chain of functions that call each other
     * @param cyclic whether one calls itself, if only through others; depth and expansion are then unlimited
     * @param expandedNodes nodes of the main graph once all calls are written out
     */
    public record Functions(int count, int depth, boolean cyclic, long expandedNodes) {}
}
