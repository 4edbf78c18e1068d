package dev.stemma.format;

import java.io.IOException;

/** Moves over the metadata values of a GGUF file: numbers, texts, arrays, and arrays of arrays. */
final class GgufValues {
    static final int UINT32 = 4;

    private static final int STRING = 8;
    private static final int ARRAY = 9;
    /** Bytes of a value, by its type's number; 0 of texts and arrays, which say how long they are. */
    private static final int[] WIDTHS = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private static final int MAX_DEPTH = 8;
    /** Texts and arrays within arrays: many times those of the largest vocabulary. */
    private static final int MAX_ITEMS = 1 << 24;

    private final WireReader in;
    /** How many arrays are still to come at each depth. */
    private final long[] left = new long[MAX_DEPTH];

    private int items;

    GgufValues(WireReader in) {
        this.in = in;
    }

    /** Reads a length or count that the rest of the file may hold, at {@code least} bytes for each. */
    long count(int least) throws IOException, FormatException {
        long count = in.littleEndian(8, in.size());
        if (count < 0 || count > (in.size() - in.position()) / least) {
            throw FormatException.malformed("A length or count is greater than the file");
        }
        return count;
    }

    /** Reads the number of a value's type. */
    int type() throws IOException, FormatException {
        long type = in.littleEndian(4, in.size());
        if (type >= WIDTHS.length) {
            throw FormatException.malformed("A value has an unknown type");
        }
        return (int) type;
    }

    /** Moves over a value of a type. */
    void skip(int type) throws IOException, FormatException {
        if (type == ARRAY) {
            arrays();
        } else if (type == STRING) {
            text();
        } else {
            over(WIDTHS[type]);
        }
    }

    private void text() throws IOException, FormatException {
        over(count(1));
    }

    private void over(long bytes) throws FormatException {
        if (bytes > in.size() - in.position()) {
            throw FormatException.malformed("A value is cut off");
        }
        in.position(in.position() + bytes);
    }

    private void arrays() throws IOException, FormatException {
        left[0] = 1;
        for (int depth = 1; depth > 0; ) {
            if (left[depth - 1] == 0) {
                depth--;
                continue;
            }
            left[depth - 1]--;
            item();
            int type = type();
            if (type != ARRAY) {
                array(type);
            } else if (depth < MAX_DEPTH) {
                left[depth++] = count(12);
            } else {
                throw new FormatException(FormatException.Problem.TOO_DEEP, "Arrays nest deeper than " + MAX_DEPTH);
            }
        }
    }

    private void array(int type) throws IOException, FormatException {
        if (type != STRING) {
            over(count(WIDTHS[type]) * WIDTHS[type]);
            return;
        }
        for (long texts = count(8); texts > 0; texts--) {
            item();
            text();
        }
    }

    private void item() throws FormatException {
        if (++items > MAX_ITEMS) {
            throw FormatException.limit("The metadata have more than " + MAX_ITEMS + " items");
        }
    }
}
