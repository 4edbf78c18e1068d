package dev.stemma.format;

import dev.stemma.format.PickleValue.Global;
import dev.stemma.format.PickleValue.Group;
import dev.stemma.format.PickleValue.Plain;
import dev.stemma.format.PickleValue.Text;
import dev.stemma.format.PickleValue.Whole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Walks the opcodes of a pickle, protocols 2 to 5, without executing any: no name is looked up, nothing is called, and of
 * most values nothing is kept. Iterative; memory is bounded by {@link PickleStack}.
 */
final class PickleWalker {
    private static final int NEWLINE = '\n';
    private static final int TEXT_BYTES = 56;
    private static final int WHOLE_BYTES = 24;
    /** Numbers that occur again and again. */
    private static final Whole[] SMALL =
            IntStream.range(0, 1025).mapToObj(Whole::new).toArray(Whole[]::new);

    private final WireReader in;
    private final long end;
    private final PickleStack stack;
    private final TorchObjects objects;

    private PickleWalker(WireReader in, long end, PickleStack stack, TorchObjects objects) {
        this.in = in;
        this.end = end;
        this.stack = stack;
        this.objects = objects;
    }

    /**
     * Walks the pickle from the position of {@code in} up to {@code end}.
     *
     * @param stack empty
     * @return what it is the pickle of
     */
    static PickleValue walk(WireReader in, long end, PickleStack stack, TorchObjects objects)
            throws IOException, FormatException {
        return new PickleWalker(in, end, stack, objects).run();
    }

    private PickleValue run() throws IOException, FormatException {
        int protocol = byteAt() == 0x80 ? byteAt() : 0;
        if (protocol < 2 || protocol > 5) {
            throw FormatException.malformed("The pickle's protocol is not known");
        }
        for (int op = byteAt(); op != '.'; op = byteAt()) {
            if (!scalar(op) && !text(op) && !group(op) && !object(op) && !memo(op)) {
                throw FormatException.malformed("The pickle holds an unknown code at byte " + in.position());
            }
        }
        PickleValue root = stack.pop();
        if (!stack.isEmpty() || in.position() != end) {
            throw FormatException.malformed("The pickle does not end where it should");
        }
        return root;
    }

    private boolean scalar(int op) throws IOException, FormatException {
        switch (op) {
            case 'K' -> whole(number(1));
            case 'M' -> whole(number(2));
            case 'J' -> longs(4);
            case 0x8a -> longs(number(1));
            case 0x8b -> skipped(number(4));
            case 'N', 0x88, 0x89, 0x97 -> stack.push(Plain.OTHER);
            case 'G' -> skipped(8);
            case 0x82 -> skipped(1);
            case 0x83 -> skipped(2);
            case 0x84 -> skipped(4);
            case 0x80 -> skip(1);
            case 0x95 -> skip(8); // a frame's length, which helps only those who read ahead
            case 0x98 -> {} // what a buffer may be used for
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int op) throws IOException, FormatException {
        switch (op) {
            case 'X' -> text(number(4));
            case 0x8c -> text(number(1));
            case 0x8d -> text(number(8));
            case 'U', 'C' -> skipped(number(1));
            case 'T', 'B' -> skipped(number(4));
            case 0x8e, 0x96 -> skipped(number(8));
            case 'c' -> global(line(), line());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean group(int op) throws FormatException {
        switch (op) {
            case '(' -> stack.push(Plain.MARK);
            case '0' -> stack.pop();
            case '1' -> stack.takeMarked();
            case '2' -> stack.push(stack.peek());
            case ')' -> stack.push(Group.EMPTY);
            case '}', ']', 0x8f -> stack.push(stack.group());
            case 0x85 -> stack.tuple(stack.take(1));
            case 0x86 -> stack.tuple(stack.take(2));
            case 0x87 -> stack.tuple(stack.take(3));
            case 't', 0x91 -> stack.tuple(stack.takeMarked());
            case 'a' -> stack.append(stack.take(1));
            case 'e', 0x90 -> stack.append(stack.takeMarked());
            case 's' -> stack.put(stack.take(2));
            case 'u' -> stack.put(stack.takeMarked());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int op) throws FormatException {
        switch (op) {
            case 'R', 0x81 -> made(stack.take(2));
            case 0x92 -> made(stack.take(3));
            case 'b' -> state(stack.pop());
            case 'Q' -> stack.push(objects.persistent(stack.pop()));
            case 0x93 -> named(stack.take(2));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What a function or class would make of arguments; keywords are as good as state. */
    private void made(List<PickleValue> call) throws FormatException {
        stack.push(objects.made(call.get(0), call.get(1)));
        if (call.size() > 2) {
            state(call.get(2));
        }
    }

    private void state(PickleValue state) throws FormatException {
        if (stack.peek() instanceof Group object) {
            stack.keep(object, "", state);
        }
    }

    private void named(List<PickleValue> words) throws FormatException {
        if (!(words.get(0) instanceof Text module) || !(words.get(1) instanceof Text name)) {
            throw FormatException.malformed("The pickle names something by what is no text");
        }
        global(module.text(), name.text());
    }

    private boolean memo(int op) throws IOException, FormatException {
        switch (op) {
            case 'q' -> stack.remember(number(1));
            case 'r' -> stack.remember(number(4));
            case 0x94 -> stack.remember();
            case 'h' -> stack.recall(number(1));
            case 'j' -> stack.recall(number(4));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void global(String module, String name) throws FormatException {
        stack.charge(TEXT_BYTES + module.length() + (long) name.length());
        stack.push(new Global(module + "." + name));
    }

    private void whole(long value) throws FormatException {
        if (value < 0 || value >= SMALL.length) {
            stack.charge(WHOLE_BYTES);
            stack.push(new Whole(value));
        } else {
            stack.push(SMALL[(int) value]);
        }
    }

    /** A number of up to eight bytes, two's complement. */
    private void longs(long length) throws IOException, FormatException {
        if (length > 8) {
            skipped(length);
            return;
        }
        int unused = 64 - 8 * (int) length;
        long bits = length == 0 ? 0 : number((int) length);
        whole(length == 0 ? 0 : bits << unused >> unused);
    }

    private void text(long length) throws IOException, FormatException {
        if (length < 0 || length > WireReader.MAX_NAME_BYTES) {
            skipped(length);
            return;
        }
        require(length);
        stack.charge(TEXT_BYTES + length);
        stack.push(new Text(new String(in.bytes(length), StandardCharsets.UTF_8)));
    }

    private String line() throws IOException, FormatException {
        StringBuilder line = new StringBuilder();
        for (int c = byteAt(); c != NEWLINE; c = byteAt()) {
            line.append((char) c);
            if (line.length() > WireReader.MAX_NAME_BYTES) {
                throw FormatException.limit("The pickle holds a name of more than " + WireReader.MAX_NAME_BYTES);
            }
        }
        return line.toString();
    }

    private void skipped(long length) throws FormatException {
        skip(length);
        stack.push(Plain.OTHER);
    }

    private void skip(long length) throws FormatException {
        require(length);
        in.position(in.position() + length);
    }

    private void require(long length) throws FormatException {
        if (length < 0 || length > end - in.position()) {
            throw FormatException.malformed("The pickle is cut off");
        }
    }

    private int byteAt() throws IOException, FormatException {
        require(1);
        return in.next() & 0xff;
    }

    private long number(int width) throws IOException, FormatException {
        return in.littleEndian(width, end);
    }
}
