package dev.stemma.format;

import java.io.IOException;

/** What a tensor holds in the typed fields, of which it may use one: how many values, and where they lie. */
final class TypedData {
    private static final int MAX_VARINT_BYTES = 10;

    private int field;
    /** Payload that is not read holds at least and at most so many values. */
    private long least;

    private long most;
    private int pieces;
    private long start = -1;
    private long lengthBytes;

    /** Adds values whose place does not matter. */
    void add(int usedField, long values) throws FormatException {
        add(usedField, values, values);
        pieces++;
        start = -1;
    }

    private void add(int usedField, long atLeast, long atMost) throws FormatException {
        if (most > 0 && usedField != field) {
            throw FormatException.tensor("A tensor has its data in two typed fields");
        }
        field = usedField;
        least += atLeast;
        most += atMost;
    }

    /** Adds a float or double that stands alone. */
    void fixed(int usedField, long position) throws FormatException {
        add(usedField, 1, 1);
        piece(position, width(usedField));
    }

    /** Adds packed values; numbers are either read and counted, or judged by the bytes they take. */
    void packed(int usedField, WireReader in, long length, boolean count) throws IOException, FormatException {
        int width = width(usedField);
        piece(in.position(), length);
        if (width > 0 && length % width != 0) {
            throw FormatException.tensor("A tensor's packed data are cut inside a value");
        } else if (width > 0) {
            add(usedField, length / width, length / width);
        } else if (count) {
            long numbers = numbers(in, length);
            add(usedField, numbers, numbers);
        } else {
            add(usedField, Math.ceilDiv(length, MAX_VARINT_BYTES), length);
        }
    }

    private void piece(long position, long length) {
        pieces++;
        start = position;
        lengthBytes = length;
    }

    private static int width(int field) {
        return field == 4 ? 4 : field == 10 ? 8 : 0;
    }

    /** Each number ends with the first byte whose high bit is clear. */
    private static long numbers(WireReader in, long length) throws IOException, FormatException {
        long numbers = 0;
        byte last = 0;
        for (long i = 0; i < length; i++) {
            last = in.next();
            numbers += last >= 0 ? 1 : 0;
        }
        if (last < 0) {
            throw FormatException.tensor("A tensor's packed data are cut inside a value");
        }
        return numbers;
    }

    boolean present() {
        return most > 0;
    }

    /** Whether the values lie back to back in one place, so that {@link #start} and {@link #lengthBytes} say where. */
    boolean isOneExtent() {
        return pieces == 1 && start >= 0;
    }

    boolean isFixedWidth() {
        return width(field) > 0;
    }

    long start() {
        return start;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    void check(int elementType, long elements) throws FormatException {
        boolean complex = elementType == 14 || elementType == 15;
        long wanted = complex ? 2 * elements : elements;
        int bits = TensorLayout.bits(elementType);
        long packed = bits > 0 && bits < 8 ? TensorLayout.rawBytes(elements, elementType) : wanted;
        if (!mayHold(wanted) && !mayHold(packed)) {
            throw FormatException.tensor("A tensor has another number of values than its shape asks for");
        }
        if (present() && field != fieldOf(elementType)) {
            throw FormatException.tensor("A tensor's values stand in the field of another type");
        }
    }

    private boolean mayHold(long values) {
        return least <= values && values <= most;
    }

    /** The typed field that the format gives each element type. */
    static int fieldOf(int elementType) {
        return switch (elementType) {
            case 1, 14 -> 4;
            case 8 -> 6;
            case 7 -> 7;
            case 11, 15 -> 10;
            case 12, 13 -> 11;
            default -> 5;
        };
    }
}
