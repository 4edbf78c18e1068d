package dev.stemma.blob.kin;

import dev.stemma.blob.Chunk;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which chunks of a relative are the same parts of the same things as those of a file. */
final class Likeness {
    /** Structure above this is not worth a dictionary. */
    private static final int MAX_STRUCTURE = 1024 * 1024;

    /** What must be equal for two tensors to differ in their values alone. */
    private record Kind(ElementType type, Shape shape, Tensor.Layout layout, long sizeBytes) {
        static Kind of(Tensor tensor) {
            return new Kind(tensor.type(), Shape.of(tensor), tensor.layout(), tensor.sizeBytes());
        }
    }

    private final Cut cut;
    private final Cut elder;
    private final Map<Integer, Tensor> elders;
    private final Map<Integer, Chunk> structure = new HashMap<>();

    private Likeness(Cut cut, Cut elder, Map<Integer, Tensor> elders) {
        this.cut = cut;
        this.elder = elder;
        this.elders = elders;
        List<Chunk> others = new ArrayList<>();
        for (int i = 0; i < elder.file().chunks().size(); i++) {
            if (elder.owner(i) < 0) {
                others.add(elder.chunk(i));
            }
        }
        int next = 0;
        for (int i = 0; i < cut.file().chunks().size() && next < others.size(); i++) {
            if (cut.owner(i) < 0) {
                structure.put(i, others.get(next++));
            }
        }
    }

    static Likeness of(Cut cut, Cut elder) {
        List<@Nullable Tensor> children =
                new ArrayList<@Nullable Tensor>(cut.file().tensors().tensors());
        return new Likeness(
                cut, elder, Pairing.of(children, elder.file().tensors().tensors(), Kind::of, Tensor::name));
    }

    Optional<Chunk> like(int chunk) {
        int owner = cut.owner(chunk);
        if (owner < 0) {
            return Optional.ofNullable(structure.get(chunk))
                    .filter(base -> Math.max(base.sizeBytes(), cut.size(chunk)) <= MAX_STRUCTURE);
        }
        @Nullable Tensor paired = elders.get(owner);
        if (paired == null) {
            return Optional.empty();
        }
        long within =
                cut.start(chunk) - cut.file().tensors().tensors().get(owner).offset();
        return elder.exact(paired.offset() + within, cut.size(chunk));
    }
}
