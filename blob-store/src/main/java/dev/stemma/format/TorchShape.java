package dev.stemma.format;

import dev.stemma.format.PickleValue.Group;
import dev.stemma.format.PickleValue.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a tensor's sizes and strides lay it down in its storage. */
final class TorchShape {
    private record Dim(long size, long stride) {}

    private TorchShape() {}

    /**
     * The sizes of a tensor's dimensions in the order in which they lie, outermost first, if it is so many elements without
     * gap or overlap; null if not. That is the tensor's own order unless it is, say, a transposed view.
     */
    static @Nullable List<Long> whole(PickleValue sizes, PickleValue strides, long elements) {
        if (!(sizes instanceof Group shape)
                || !(strides instanceof Group steps)
                || shape.values().size() != steps.values().size()
                || shape.values().size() > TensorLayout.MAX_RANK) {
            return null;
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < shape.values().size(); i++) {
            if (!(shape.values().get(i) instanceof Whole(long size))
                    || !(steps.values().get(i) instanceof Whole(long stride))
                    || size < 1) {
                return null;
            }
            dims.add(new Dim(size, stride));
        }
        if (lies(dims, elements)) {
            return sizes(dims);
        }
        dims.removeIf(dim -> dim.size == 1);
        dims.sort(Comparator.comparingLong(Dim::stride).reversed());
        return lies(dims, elements) ? sizes(dims) : null;
    }

    private static List<Long> sizes(List<Dim> dims) {
        return dims.stream().map(Dim::size).toList();
    }

    /** Whether each step of a dimension is as wide as all within; where there is one step, it may be any. */
    private static boolean lies(List<Dim> dims, long elements) {
        long within = 1;
        for (Dim dim : dims.reversed()) {
            if ((dim.size > 1 && dim.stride != within) || dim.size > elements / within) {
                return false;
            }
            within *= dim.size;
        }
        return within == elements;
    }
}
