package dev.stemma.format;

import java.io.IOException;

/** How many values a tensor holds in the typed fields, of which it may use one. */
final class TypedData {
    private int field;
    private long count;

    void add(int usedField, long values) throws FormatException {
        if (count > 0 && usedField != field) {
            throw FormatException.tensor("A tensor has its data in two typed fields");
        }
        field = usedField;
        count += values;
    }

    void packed(int usedField, WireReader in, long length) throws IOException, FormatException {
        int width = usedField == 4 ? 4 : usedField == 10 ? 8 : 0;
        if (width == 0) {
            add(usedField, numbers(in, length));
        } else if (length % width == 0) {
            add(usedField, length / width);
        } else {
            throw FormatException.tensor("A tensor's packed data are cut inside a value");
        }
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
        return count > 0;
    }

    void check(int elementType, long elements) throws FormatException {
        boolean complex = elementType == 14 || elementType == 15;
        long wanted = complex ? 2 * elements : elements;
        int bits = TensorLayout.bits(elementType);
        long packed = bits > 0 && bits < 8 ? TensorLayout.rawBytes(elements, elementType) : wanted;
        if (count != wanted && count != packed) {
            throw FormatException.tensor("A tensor has another number of values than its shape asks for");
        }
        if (count > 0 && field != fieldOf(elementType)) {
            throw FormatException.tensor("A tensor's values stand in the field of another type");
        }
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
