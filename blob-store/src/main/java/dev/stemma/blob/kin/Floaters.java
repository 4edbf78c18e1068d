package dev.stemma.blob.kin;

import dev.stemma.blob.codec.FloatFormat;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The floats of relatives that tensors of a file may have been computed from. */
final class Floaters {
    private static final String QUANTISED = "_quantized";
    private static final String SCALE = "_scale";

    /** The weights that a tensor was made of, and the file they lie in. */
    private record Origin(Cut cut, Tensor weights, boolean turned) {}

    private final Cut cut;
    private final Map<Integer, Origin> origins;
    private final Map<String, Integer> byStem = new HashMap<>();
    private final Computation computation;

    private Floaters(Cut cut, Map<Integer, Origin> origins) {
        this.cut = cut;
        this.origins = origins;
        this.computation = new Computation(cut);
        List<Tensor> tensors = cut.file().tensors().tensors();
        origins.keySet().forEach(number -> byStem.putIfAbsent(stem(tensors.get(number)), number));
    }

    static Floaters of(Cut cut, List<Relative> relatives) {
        Map<Integer, Origin> origins = new HashMap<>();
        for (Relative relative : relatives) {
            Cut elder = new Cut(relative);
            List<Tensor> floats = relative.tensors().tensors().stream()
                    .filter(tensor -> tensor.layout() == Tensor.Layout.PLAIN)
                    .filter(tensor -> FloatFormat.of(tensor.type()).isPresent())
                    .toList();
            for (boolean turned : new boolean[] {false, true}) {
                pair(cut, elder, floats, turned, origins);
            }
        }
        return new Floaters(cut, origins);
    }

    private static void pair(Cut cut, Cut elder, List<Tensor> floats, boolean turned, Map<Integer, Origin> origins) {
        for (Set<ElementType> types : kindsOfChildren()) {
            List<Tensor> elders = floats.stream()
                    .filter(tensor -> turned || !types.contains(tensor.type()))
                    .filter(tensor -> !turned || Shape.of(tensor).isMatrix())
                    .map(tensor -> turned ? turned(tensor) : tensor)
                    .toList();
            List<@Nullable Tensor> children = new ArrayList<>();
            for (Tensor tensor : cut.file().tensors().tensors()) {
                boolean open = types.contains(tensor.type()) && !origins.containsKey(children.size());
                children.add(open && tensor.layout() == Tensor.Layout.PLAIN ? tensor : null);
            }
            Pairing.of(children, elders, Shape::of, Floaters::stem)
                    .forEach((number, weights) -> origins.put(number, new Origin(elder, weights, turned)));
        }
    }

    private static List<Set<ElementType>> kindsOfChildren() {
        return List.of(
                Set.of(ElementType.I8, ElementType.U8, ElementType.Q8_0, ElementType.Q4_0),
                Set.of(ElementType.F16),
                Set.of(ElementType.BF16),
                Set.of(ElementType.F32));
    }

    /** The same bytes, under the shape that they have once rows and columns are exchanged. */
    private static Tensor turned(Tensor tensor) {
        return new Tensor(
                tensor.name(),
                tensor.type(),
                Shape.of(tensor).turned().dims(),
                tensor.layout(),
                tensor.offset(),
                tensor.sizeBytes());
    }

    /** The name that a tensor and what it was made of share. */
    private static String stem(Tensor tensor) {
        String name = tensor.name();
        return name.endsWith(QUANTISED) ? name.substring(0, name.length() - QUANTISED.length()) : name;
    }

    List<Suggestion> derived(int chunk) throws IOException {
        Optional<Tensor> tensor = cut.tensor(chunk);
        if (tensor.isEmpty()) {
            return List.of();
        }
        @Nullable Origin origin = origins.get(cut.owner(chunk));
        String name = tensor.get().name();
        if (origin != null) {
            return computation.of(chunk, tensor.get(), stem(tensor.get()), origin.cut, origin.weights, origin.turned);
        } else if (name.endsWith(SCALE)) {
            return scales(chunk, name.substring(0, name.length() - SCALE.length()));
        }
        return List.of();
    }

    private List<Suggestion> scales(int chunk, String stem) throws IOException {
        @Nullable Integer number = byStem.get(stem);
        @Nullable Origin origin = number == null ? null : origins.get(number);
        return origin == null ? List.of() : computation.scales(chunk, stem, origin.cut, origin.weights, origin.turned);
    }
}
