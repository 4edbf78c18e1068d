package dev.stemma.blob.kin;

import dev.stemma.blob.Chunk;
import dev.stemma.format.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a file's chunks lie, and which of them are, as a whole, a slice of one tensor. */
final class Cut {
    /** Tensors are cut in slices of this size, counted from where each starts. */
    static final long SLICE_BYTES = 4 * 1024 * 1024;

    private static final int NONE = -1;

    private final Relative file;
    private final long[] starts;
    private final int[] owners;

    Cut(Relative file) {
        this.file = file;
        List<Chunk> chunks = file.chunks();
        this.starts = new long[chunks.size() + 1];
        for (int i = 0; i < chunks.size(); i++) {
            starts[i + 1] = starts[i] + chunks.get(i).sizeBytes();
        }
        this.owners = new int[chunks.size()];
        Arrays.fill(owners, NONE);
        List<Tensor> tensors = file.tensors().tensors();
        for (int i = 0; i < tensors.size(); i++) {
            own(tensors.get(i), i);
        }
    }

    /** Only chunks that exist are walked, whatever sizes the tensor claims. */
    private void own(Tensor tensor, int index) {
        int chunk = tensor.layout() == Tensor.Layout.PLAIN ? Arrays.binarySearch(starts, tensor.offset()) : NONE;
        for (; chunk >= 0 && chunk < owners.length && starts[chunk] < tensor.end(); chunk++) {
            long done = starts[chunk] - tensor.offset();
            if (done % SLICE_BYTES != 0 || size(chunk) != Math.min(SLICE_BYTES, tensor.sizeBytes() - done)) {
                return;
            }
            owners[chunk] = index;
        }
    }

    Relative file() {
        return file;
    }

    Chunk chunk(int chunk) {
        return file.chunks().get(chunk);
    }

    int size(int chunk) {
        return file.chunks().get(chunk).sizeBytes();
    }

    long start(int chunk) {
        return starts[chunk];
    }

    /** The index of the tensor that a chunk is a slice of, or -1. */
    int owner(int chunk) {
        return owners[chunk];
    }

    /** The tensor that a chunk is a slice of. */
    Optional<Tensor> tensor(int chunk) {
        return owners[chunk] == NONE
                ? Optional.empty()
                : Optional.of(file.tensors().tensors().get(owners[chunk]));
    }

    /** The chunk with exactly this range. */
    Optional<Chunk> exact(long start, int size) {
        int chunk = Arrays.binarySearch(starts, start);
        return chunk >= 0 && chunk < owners.length && size(chunk) == size
                ? Optional.of(chunk(chunk))
                : Optional.empty();
    }

    /**
     * The chunks that a range lies in, and where in these it starts.
     *
     * @param skip how many bytes of the first one lie before it
     */
    record Cover(List<Chunk> chunks, int skip) {}

    /** Covers a range that is not empty with at most {@code most} chunks. */
    Optional<Cover> cover(long start, long end, int most) {
        if (start < 0 || end <= start || end > starts[owners.length]) {
            return Optional.empty();
        }
        int first = containing(start);
        int last = containing(end - 1);
        if (last - first >= most) {
            return Optional.empty();
        }
        return Optional.of(new Cover(file.chunks().subList(first, last + 1), (int) (start - starts[first])));
    }

    private int containing(long position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }
}
