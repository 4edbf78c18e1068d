package dev.stemma.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of a pickle that is walked but never built: as much of it as tells where tensors are. */
sealed interface PickleValue {

    /** Values of which nothing is kept. */
    enum Plain implements PickleValue {
        /** On the stack alone: where a group of values begins. */
        MARK,
        /** Some value. */
        OTHER
    }

    /** A short text. */
    record Text(String text) implements PickleValue {}

    /** A number that fits. */
    record Whole(long value) implements PickleValue {}

    /** A function or class by module and name, neither of which is ever looked up. */
    record Global(String name) implements PickleValue {}

    /** What tensors view. */
    record Stored(TorchStorage storage) implements PickleValue {}

    /**
     * A tensor.
     *
     * @param dims sizes of its dimensions as they lie in its storage, of which it is all; null if it is not
     */
    record View(TorchStorage storage, @Nullable List<Long> dims) implements PickleValue {}

    /** A tuple, list, dict or set, or an object with its state; may be shared, and may hold itself. */
    final class Group implements PickleValue {
        static final Group EMPTY = new Group(List.of());

        /** All values of a tuple; of anything else, those that may hold tensors. */
        private final List<PickleValue> values;

        private final @Nullable List<String> keys;
        private int appended;
        private boolean visited;

        /** A tuple. */
        Group(List<PickleValue> items) {
            this.values = items;
            this.keys = null;
        }

        /** Anything else. */
        Group() {
            this.values = new ArrayList<>(0);
            this.keys = new ArrayList<>(0);
        }

        /** Adds a value; a tuple never changes. Returns whether the value was kept. */
        boolean put(String key, PickleValue value) {
            boolean keep = keys != null && value != EMPTY && (value instanceof View || value instanceof Group);
            if (keys != null && keep) {
                keys.add(key);
                values.add(value);
            }
            return keep;
        }

        boolean append(PickleValue value) {
            return put(Integer.toString(appended++), value);
        }

        List<PickleValue> values() {
            return values;
        }

        String key(int i) {
            return keys == null ? Integer.toString(i) : keys.get(i);
        }

        /** Whether this is asked for the first time. */
        boolean visit() {
            boolean first = !visited;
            visited = true;
            return first;
        }
    }
}
