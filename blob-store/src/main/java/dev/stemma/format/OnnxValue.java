package dev.stemma.format;

import java.util.List;

/**
 * A named input or output.
 *
 * @param name its name
 * @param elementType TensorProto.DataType of a tensor; 0 when it is no tensor, or untyped
 * @param ranked whether the shape is known at all
 * @param dims its dimensions, outermost first; empty when not {@code ranked}
 */
public record OnnxValue(String name, int elementType, boolean ranked, List<Dim> dims) {
    /**
     * One dimension.
     *
     * @param size its length, -1 when it may vary
     * @param symbol the name of a length that may vary; empty when it has none
     */
    public record Dim(long size, String symbol) {
        @Override
        public String toString() {
            return size >= 0 ? Long.toString(size) : symbol.isEmpty() ? "?" : symbol;
        }
    }
}
