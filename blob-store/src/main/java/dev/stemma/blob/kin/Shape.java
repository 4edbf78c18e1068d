package dev.stemma.blob.kin;

import dev.stemma.format.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The sizes of a tensor's dimensions: what must agree before one tensor is computed from another. */
record Shape(List<Long> dims) {

    static Shape of(Tensor tensor) {
        return new Shape(tensor.dims());
    }

    /** Whether it is a matrix, which exporters may lay down either way round. */
    boolean isMatrix() {
        return dims.size() == 2;
    }

    Shape turned() {
        return new Shape(dims.reversed());
    }

    /** How many elements there are, or -1 if that is none, or more than any file has. */
    long elements() {
        long product = 1;
        for (long dim : dims) {
            if (dim < 1 || product > Long.MAX_VALUE / 16 / dim) {
                return -1;
            }
            product *= dim;
        }
        return product;
    }

    /**
     * How many neighbours share a channel, for each axis that has as many entries as there are channels: the last axis
     * first for matrices, whose columns are outputs, the first one first for convolutions.
     */
    List<Long> innerSizes(int channels) {
        List<Long> sizes = new ArrayList<>();
        long inner = 1;
        for (int axis = dims.size() - 1; axis >= 0; axis--) {
            if (dims.get(axis) == channels) {
                sizes.add(inner);
            }
            inner *= dims.get(axis);
        }
        return dims.size() > 2 ? sizes.reversed() : sizes;
    }
}
