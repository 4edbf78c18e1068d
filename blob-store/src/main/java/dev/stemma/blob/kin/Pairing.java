package dev.stemma.blob.kin;

import dev.stemma.format.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the tensors of one file with those of another that agree in everything but, perhaps, the name. Exporters number
 * weights anew each time, and the numbers of two exports overlap by chance: such names count only where all of a kind agree.
 */
final class Pairing {
    private static final String NUMBERED = "onnx::";

    /** Tensors that may be paired, in the order in which they lie. */
    private static final class Group {
        private final List<Integer> children = new ArrayList<>();
        private final List<Tensor> elders = new ArrayList<>();
    }

    private final Map<Integer, Tensor> found = new HashMap<>();
    private final Function<Tensor, String> name;

    private Pairing(Function<Tensor, String> name) {
        this.name = name;
    }

    /**
     * Pairs tensors of equal kind: first those of equal names, in order, then what is left, in order.
     *
     * @param children tensors by number; null where there is nothing to be paired
     * @param kind what must be equal
     * @param name what is compared first
     * @return the elder of each child that has one, by the child's number
     */
    static <K> Map<Integer, Tensor> of(
            List<@Nullable Tensor> children,
            List<Tensor> elders,
            Function<Tensor, K> kind,
            Function<Tensor, String> name) {
        Map<K, Group> groups = new HashMap<>();
        for (int i = 0; i < children.size(); i++) {
            @Nullable Tensor child = children.get(i);
            if (child != null) {
                groups.computeIfAbsent(kind.apply(child), _ -> new Group())
                        .children
                        .add(i);
            }
        }
        for (Tensor elder : elders) {
            @Nullable Group group = groups.get(kind.apply(elder));
            if (group != null) {
                group.elders.add(elder);
            }
        }
        Pairing pairing = new Pairing(name);
        groups.values().forEach(group -> pairing.pair(group, children));
        return pairing.found;
    }

    private void pair(Group group, List<@Nullable Tensor> tensors) {
        Map<String, Queue<Tensor>> named = new HashMap<>();
        for (Tensor elder : group.elders) {
            named.computeIfAbsent(name.apply(elder), _ -> new ArrayDeque<>()).add(elder);
        }
        boolean numbersAgree = group.children.stream()
                .map(child -> name.apply(present(tensors, child)))
                .allMatch(text -> !text.startsWith(NUMBERED) || named.containsKey(text));
        List<Integer> strangers = new ArrayList<>();
        Set<Tensor> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int child : group.children) {
            String text = name.apply(present(tensors, child));
            boolean counts = numbersAgree || !text.startsWith(NUMBERED);
            @Nullable Queue<Tensor> same = counts ? named.get(text) : null;
            @Nullable Tensor elder = same == null ? null : same.poll();
            if (elder == null) {
                strangers.add(child);
            } else {
                found.put(child, elder);
                taken.add(elder);
            }
        }
        int next = 0;
        for (Tensor elder : group.elders) {
            if (next < strangers.size() && !taken.contains(elder)) {
                found.put(strangers.get(next++), elder);
            }
        }
    }

    private static Tensor present(List<@Nullable Tensor> tensors, int number) {
        @Nullable Tensor tensor = tensors.get(number);
        if (tensor == null) {
            throw new IllegalStateException("A tensor that is paired with nothing");
        }
        return tensor;
    }
}
