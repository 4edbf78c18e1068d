package dev.stemma.blob.chunk;

import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a file is to be cut: regions that follow each other from its first byte, each with a rule. A tensor of
 * {@value #LEAST_TENSOR_BYTES} bytes or more is cut into slices from its start, so that tensors of one shape are cut alike
 * wherever they lie; what lies between is cut by content. The same file and tensors always give the same plan.
 */
public final class CutPlan {

    /** Size of a tensor's slices but the last. No chunk of any plan is larger. */
    public static final int SLICE_BYTES = 4 * 1024 * 1024;

    /** Smaller tensors are part of what lies between. */
    public static final int LEAST_TENSOR_BYTES = 1024;

    /**
     * A file has at most this many tensor regions, which bounds its number of chunks. Where more tensors are large enough,
     * the least size doubles until they are few enough.
     */
    public static final int MOST_TENSORS = 65_536;

    /** Stands for a size that is not known. */
    public static final long UNKNOWN_SIZE = -1;

    private static final long OPEN_END = Long.MAX_VALUE;

    /** How a region is cut. */
    enum Rule {
        /** Into slices of {@value #SLICE_BYTES} bytes from its start. */
        SLICES,
        /** One chunk if it is small, by {@link FastCdc} else. */
        CONTENT
    }

    /** Bytes of a file that are cut by one rule; the last region of a plan ends where the file does, wherever that is. */
    record Region(Rule rule, long start, long end) {
        long sizeBytes() {
            return end - start;
        }
    }

    private final long sizeBytes;
    private final List<Region> regions;

    private CutPlan(long sizeBytes, List<Region> regions) {
        this.sizeBytes = sizeBytes;
        this.regions = List.copyOf(regions);
    }

    /** The plan of a file without tensors, of this size or of {@link #UNKNOWN_SIZE}. */
    public static CutPlan opaque(long sizeBytes) {
        return new CutPlan(sizeBytes, List.of(new Region(Rule.CONTENT, 0, OPEN_END)));
    }

    /** The plan of a file with this table. */
    public static CutPlan of(TensorTable table, long sizeBytes) {
        return of(table.tensors(), sizeBytes);
    }

    /**
     * The plan of a file with these tensors, in whatever order. One that does not lie within the file, or overlaps one that
     * starts before it, is left out.
     */
    public static CutPlan of(List<Tensor> tensors, long sizeBytes) {
        List<Region> regions = new ArrayList<>();
        long end = 0;
        for (Tensor tensor : sliced(tensors, sizeBytes)) {
            if (tensor.offset() < end) {
                continue;
            }
            if (tensor.offset() > end) {
                regions.add(new Region(Rule.CONTENT, end, tensor.offset()));
            }
            regions.add(new Region(Rule.SLICES, tensor.offset(), tensor.end()));
            end = tensor.end();
        }
        regions.add(new Region(Rule.CONTENT, end, OPEN_END));
        return new CutPlan(sizeBytes, regions);
    }

    private static List<Tensor> sliced(List<Tensor> tensors, long fileBytes) {
        List<Tensor> large = tensors.stream()
                .filter(tensor -> tensor.layout() == Tensor.Layout.PLAIN && tensor.offset() >= 0)
                .filter(tensor -> tensor.sizeBytes() <= fileBytes - tensor.offset())
                .toList();
        List<Tensor> sliced = large;
        for (long least = LEAST_TENSOR_BYTES; ; least *= 2) {
            long bound = least;
            sliced = sliced.stream()
                    .filter(tensor -> tensor.sizeBytes() >= bound)
                    .toList();
            if (sliced.size() <= MOST_TENSORS) {
                return sliced.stream()
                        .sorted(Comparator.comparingLong(Tensor::offset)
                                .thenComparing(Comparator.comparingLong(Tensor::sizeBytes)
                                        .reversed()))
                        .toList();
            }
        }
    }

    /** The file's size, or {@link #UNKNOWN_SIZE}. */
    public long sizeBytes() {
        return sizeBytes;
    }

    List<Region> regions() {
        return regions;
    }
}
