package dev.stemma.blob.chunk;

import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import java.util.List;

/** Tensors for tests of cutting, where only their place counts. */
final class Tensors {

    private Tensors() {}

    static Tensor plain(long offset, long sizeBytes) {
        return new Tensor("t", ElementType.U8, List.of(sizeBytes), Tensor.Layout.PLAIN, offset, sizeBytes);
    }

    static Tensor varints(long offset, long sizeBytes) {
        return new Tensor("t", ElementType.I32, List.of(sizeBytes), Tensor.Layout.VARINTS, offset, sizeBytes);
    }
}
