package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Walks the wire format of protobuf with an explicit stack, handing each field to the message it stands in. */
final class WireScanner {
    /** Protobuf's own readers stop at 100. */
    private static final int MAX_DEPTH = 112;

    private final WireReader in;
    private final Deque<Open> open = new ArrayDeque<>();

    /** An embedded message that has begun, where it ends, and which of its unrepeatable fields were seen. */
    private static final class Open {
        final Message message;
        final long end;
        long seen;

        Open(Message message, long end) {
            this.message = message;
            this.end = end;
        }
    }

    private WireScanner(WireReader in) {
        this.in = in;
    }

    static void scan(Bytes bytes, Message root) throws IOException, FormatException {
        new WireScanner(new WireReader(bytes)).run(root);
    }

    private void run(Message root) throws IOException, FormatException {
        open.push(new Open(root, in.size()));
        for (Open top = open.peek(); top != null; top = open.peek()) {
            if (in.position() < top.end) {
                field(top);
            } else {
                open.pop();
                top.message.end();
            }
        }
    }

    private void field(Open top) throws IOException, FormatException {
        long tag = in.varint(top.end);
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw FormatException.malformed("No field has such a number, at byte " + in.position());
        }
        int field = (int) (tag >>> 3);
        Coding type = top.message.fields().type(field);
        if (type == Coding.UNKNOWN) {
            top.message.unknown();
        }
        switch ((int) tag & 7) {
            case 0 -> {
                require(type == Coding.VARINT || type == Coding.UNKNOWN, field);
                top.message.varint(field, in.varint(top.end));
            }
            case 1 -> fixed(top, field, type, Coding.DOUBLE, 8);
            case 2 -> payload(top, field, type);
            case 5 -> fixed(top, field, type, Coding.FLOAT, 4);
            default -> throw FormatException.malformed("A field has no known encoding at byte " + in.position());
        }
    }

    private void fixed(Open top, int field, Coding type, Coding wanted, int width) throws IOException, FormatException {
        require(type == wanted || type == Coding.UNKNOWN, field);
        long start = in.position();
        skip(top, width);
        in.position(start);
        top.message.fixed(field, in);
        in.position(start + width);
    }

    private void payload(Open top, int field, Coding type) throws IOException, FormatException {
        long length = in.varint(top.end);
        long start = in.position();
        skip(top, length);
        if (type == Coding.MESSAGE || type == Coding.ONE_MESSAGE) {
            enter(top, field, type, start, length);
            return;
        }
        in.position(start);
        if (type == Coding.BYTES) {
            top.message.bytes(field, in, length);
        } else if (type != Coding.UNKNOWN) {
            top.message.packed(field, in, length);
        }
        in.position(start + length);
    }

    private void enter(Open top, int field, Coding type, long start, long length) throws FormatException {
        if (type == Coding.ONE_MESSAGE) {
            if ((top.seen & 1L << field) != 0) {
                throw FormatException.malformed("Field " + field + " stands twice where it may stand once");
            }
            top.seen |= 1L << field;
        }
        if (open.size() >= MAX_DEPTH) {
            throw new FormatException(FormatException.Problem.TOO_DEEP, "Nested deeper than " + MAX_DEPTH + " levels");
        }
        in.position(start);
        open.push(new Open(top.message.child(field), start + length));
    }

    /** Moves over a payload, after checking that it ends within its message. */
    private void skip(Open top, long length) throws FormatException {
        if (length < 0 || length > top.end - in.position()) {
            throw FormatException.malformed("A field ends behind the message it is part of, at byte " + in.position());
        }
        in.position(in.position() + length);
    }

    private void require(boolean fits, int field) throws FormatException {
        if (!fits) {
            throw FormatException.malformed(
                    "Field " + field + " has another encoding than its type, at byte " + in.position());
        }
    }
}
