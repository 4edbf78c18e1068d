package dev.stemma.registry.model.validation;

/** How an output is held against the expected one. More sorts may join. */
public sealed interface Comparator permits AllClose, Cosine, Ignore {
    /** The word for it in {@code suite.yaml} and in reports. */
    String name();

    /**
     * Compares two tensors of the same type and shape. NaN and infinities never count as close to a number. A failure names the
     * worst element and, where one exists, the limit that would have passed; comparing again with that limit does pass.
     */
    Comparison compare(Tensor expected, Tensor actual);
}
