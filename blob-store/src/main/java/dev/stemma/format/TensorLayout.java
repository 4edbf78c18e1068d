package dev.stemma.format;

import java.io.IOException;
import java.util.Arrays;

/** A tensor's shape and the arithmetic on it that hostile numbers must not break. */
final class TensorLayout {
    static final int MAX_RANK = 32;
    static final int STRING = 8;
    private static final int LAST_TYPE = 26;
    /** Bits an element takes in raw data, by TensorProto.DataType; 0 where there is no raw data. */
    private static final int[] BITS = {
        0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8, 2, 2
    };

    private final long[] dims = new long[MAX_RANK];
    private int rank;

    /** Checks a TensorProto.DataType. */
    static int elementType(long type) throws FormatException {
        if (type < 0 || type > LAST_TYPE) {
            throw FormatException.tensor("A tensor has an unknown element type");
        }
        return (int) type;
    }

    static int bits(int elementType) {
        return BITS[elementType];
    }

    void dim(long size) throws FormatException {
        if (rank >= MAX_RANK) {
            throw FormatException.tensor("A tensor has more than " + MAX_RANK + " dimensions");
        }
        if (size < 0) {
            throw FormatException.tensor("A tensor has a negative dimension");
        }
        dims[rank++] = size;
    }

    void dims(WireReader in, long length) throws IOException, FormatException {
        long end = in.position() + length;
        while (in.position() < end) {
            dim(in.varint(end));
        }
    }

    long[] dims() {
        return Arrays.copyOf(dims, rank);
    }

    long elements() throws FormatException {
        long count = 1;
        boolean empty = false;
        for (int i = 0; i < rank; i++) {
            empty |= dims[i] == 0;
            if (dims[i] > 0) {
                if (count > Long.MAX_VALUE / 128 / dims[i]) {
                    throw FormatException.tensor("A tensor's dimensions multiply to more than can be counted");
                }
                count *= dims[i];
            }
        }
        return empty ? 0 : count;
    }

    /** Bytes of raw data; elements narrower than a byte are packed. */
    static long rawBytes(long elements, int elementType) {
        return (elements * bits(elementType) + 7) / 8;
    }
}
