package dev.stemma.format;

import dev.stemma.format.PickleValue.Group;
import dev.stemma.format.PickleValue.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Names tensors by the way to them: the keys of dicts and the numbers in lists, with dots between, so that those of a
 * state dict are named as there.
 */
final class TorchNames {
    /** What a module's own dicts are called, which its state dict leaves out. */
    private static final Set<String> INNER = Set.of("_parameters", "_buffers", "_modules");

    private final PickleStack memory;
    private final Deque<Step> open = new ArrayDeque<>();

    /** A group that is being walked. */
    private static final class Step {
        final Group group;
        final String path;
        int next;

        Step(Group group, String path) {
            this.group = group;
            this.path = path;
        }
    }

    private TorchNames(PickleStack memory) {
        this.memory = memory;
    }

    /**
     * Gives storages the names of the first tensors that are all of them, in the order of the pickle.
     *
     * @param path what all names begin with; may be empty
     * @param memory bounds what the names take
     */
    static void name(PickleValue root, String path, PickleStack memory) throws FormatException {
        TorchNames names = new TorchNames(memory);
        names.reach(root, path, "");
        for (Step top = names.open.peek(); top != null; top = names.open.peek()) {
            List<PickleValue> values = top.group.values();
            if (top.next == values.size()) {
                names.open.pop();
            } else {
                int i = top.next++;
                names.reach(values.get(i), top.path, top.group.key(i));
            }
        }
    }

    private void reach(PickleValue value, String path, String key) throws FormatException {
        if (value instanceof View view && view.dims() != null) {
            String name = joined(path, key);
            view.storage().wholly(name.isEmpty() ? null : name, view.dims());
        } else if (value instanceof Group group && !group.values().isEmpty() && group.visit()) {
            String inner = joined(path, key);
            if (inner.length() <= WireReader.MAX_NAME_BYTES) {
                open.push(new Step(group, inner));
            }
        }
    }

    private String joined(String path, String key) throws FormatException {
        if (key.isEmpty() || INNER.contains(key)) {
            return path;
        }
        String name = path.isEmpty() ? key : path + "." + key;
        memory.charge(name.length() + 56L);
        return name;
    }
}
