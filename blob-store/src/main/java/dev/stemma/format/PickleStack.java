package dev.stemma.format;

import dev.stemma.format.PickleValue.Group;
import dev.stemma.format.PickleValue.Plain;
import dev.stemma.format.PickleValue.Text;
import dev.stemma.format.PickleValue.Whole;
import java.util.ArrayList;
import java.util.List;

/** The stack and memo of a pickle that is being walked, and what all its values together may take. */
final class PickleStack {
    /** What the values of some hundred thousand tensors take. */
    static final long MAX_MEMORY_BYTES = 64L << 20;

    /** Some writers put all of a dict on the stack before they make it. */
    private static final int MAX_DEPTH = 1 << 20;

    private static final int TUPLE_BYTES = 64;
    private static final int GROUP_BYTES = 96;
    /** A kept value's place and key in its group. */
    private static final int PLACE_BYTES = 24;

    private static final int MEMO_BYTES = 8;

    private final List<PickleValue> stack = new ArrayList<>();
    private final List<PickleValue> memo = new ArrayList<>();
    private long memoryBytes;

    /** Takes note of memory that a value takes. */
    void charge(long bytes) throws FormatException {
        memoryBytes += bytes;
        if (memoryBytes > MAX_MEMORY_BYTES) {
            throw FormatException.limit("The pickle holds more than " + (MAX_MEMORY_BYTES >> 20) + " MiB of values");
        }
    }

    boolean isEmpty() {
        return stack.isEmpty();
    }

    /** Pushes a value that the caller has charged, or that takes nothing. */
    void push(PickleValue value) throws FormatException {
        if (stack.size() >= MAX_DEPTH) {
            throw FormatException.limit("The pickle holds more than " + MAX_DEPTH + " values at once");
        }
        stack.add(value);
    }

    PickleValue pop() throws FormatException {
        PickleValue top = peek();
        stack.removeLast();
        return top;
    }

    /** The value on top, which is no mark. */
    PickleValue peek() throws FormatException {
        if (stack.isEmpty() || stack.getLast() == Plain.MARK) {
            throw FormatException.malformed("The pickle uses a value that is not there");
        }
        return stack.getLast();
    }

    /** Takes values off the top, lowest first. */
    List<PickleValue> take(int count) throws FormatException {
        if (count > stack.size()) {
            throw FormatException.malformed("The pickle uses values that are not there");
        }
        List<PickleValue> top = stack.subList(stack.size() - count, stack.size());
        if (top.contains(Plain.MARK)) {
            throw FormatException.malformed("The pickle uses values across a mark");
        }
        List<PickleValue> taken = List.copyOf(top);
        top.clear();
        return taken;
    }

    /** Takes the values above the last mark, lowest first, and the mark. */
    List<PickleValue> takeMarked() throws FormatException {
        int mark = stack.lastIndexOf(Plain.MARK);
        if (mark < 0) {
            throw FormatException.malformed("The pickle uses a mark that is not there");
        }
        List<PickleValue> taken = take(stack.size() - mark - 1);
        stack.removeLast();
        return taken;
    }

    void tuple(List<PickleValue> items) throws FormatException {
        charge(TUPLE_BYTES + 4L * items.size());
        push(items.isEmpty() ? Group.EMPTY : new Group(items));
    }

    /** A group that is empty so far. */
    Group group() throws FormatException {
        charge(GROUP_BYTES);
        return new Group();
    }

    /** Adds a value to a group. */
    void keep(Group group, String key, PickleValue value) throws FormatException {
        if (group.put(key, value)) {
            charge(PLACE_BYTES);
        }
    }

    /** Adds values to the list or set on top. */
    void append(List<PickleValue> values) throws FormatException {
        if (peek() instanceof Group list) {
            for (PickleValue value : values) {
                if (list.append(value)) {
                    charge(2 * PLACE_BYTES);
                }
            }
        }
    }

    /** Adds keys and values, by turns, to the dict on top. */
    void put(List<PickleValue> pairs) throws FormatException {
        if (pairs.size() % 2 != 0) {
            throw FormatException.malformed("The pickle holds a key without a value");
        }
        if (peek() instanceof Group dict) {
            for (int i = 0; i < pairs.size(); i += 2) {
                keep(dict, key(pairs.get(i)), pairs.get(i + 1));
            }
        }
    }

    private static String key(PickleValue key) {
        return switch (key) {
            case Text(String text) -> text;
            case Whole(long value) -> Long.toString(value);
            case Plain _, PickleValue.Global _, PickleValue.Stored _, PickleValue.View _, Group _ -> "";
        };
    }

    /** Writers number from 0 without a gap. */
    void remember(long number) throws FormatException {
        if (number > memo.size()) {
            throw FormatException.malformed("The pickle leaves a number out");
        } else if (number == memo.size()) {
            charge(MEMO_BYTES);
            memo.add(peek());
        } else {
            memo.set((int) number, peek());
        }
    }

    void remember() throws FormatException {
        remember(memo.size());
    }

    void recall(long number) throws FormatException {
        if (number >= memo.size()) {
            throw FormatException.malformed("The pickle recalls what it has not seen");
        }
        push(memo.get((int) number));
    }
}
