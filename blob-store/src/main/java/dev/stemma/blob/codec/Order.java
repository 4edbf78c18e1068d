package dev.stemma.blob.codec;

import java.nio.ByteBuffer;

/** In which order an operation reads an array. */
public sealed interface Order {

    /** As the elements lie. */
    record Straight() implements Order {
        @Override
        public void write(Parameters out) {
            out.u8(0);
        }
    }

    /**
     * A matrix read column by column.
     *
     * @param rows how many rows it has as it lies
     * @param columns how many elements are in each of these
     * @param first which element, counted column by column, is read first
     */
    record Turned(int rows, int columns, long first) implements Order {
        /** Checks the numbers. */
        public Turned {
            if (rows < 1 || columns < 1 || first < 0 || first >= (long) rows * columns) {
                throw new IllegalArgumentException("Element " + first + " of " + rows + " x " + columns);
            }
        }

        @Override
        public void write(Parameters out) {
            out.u8(1).u32(rows).u32(columns).u64(first);
        }

        /** Copies elements column by column, from the {@code from}th behind the first on. */
        byte[] copy(Joined joined, int skip, long from, long count, int width) throws CodecException {
            long size = (long) rows * columns;
            if (count > size - first || from > size - first - count) {
                throw new CodecException("a matrix ends before the elements that are read of it");
            }
            start(joined, skip, 0, size, width);
            byte[] target = new byte[(int) (count * width)];
            new Turning(this, joined, skip, width).copy(first + from, target);
            return target;
        }
    }

    /** Writes it as it stands in a frame. */
    void write(Parameters out);

    /** Reads what {@link #write} wrote. */
    static Order read(ByteBuffer in) throws CodecException {
        int kind = in.get();
        if (kind == 0) {
            return new Straight();
        } else if (kind != 1) {
            throw new CodecException("order " + kind + " is not known here");
        }
        int rows = in.getInt();
        int columns = in.getInt();
        long first = in.getLong();
        if (rows < 1 || columns < 1 || first < 0 || first >= (long) rows * columns) {
            throw new CodecException("a matrix has no element " + first);
        }
        return new Turned(rows, columns, first);
    }

    /** Where in the bases element {@code from} lies, once it is sure that all lie in there. */
    static long start(Joined joined, int skip, long from, long count, int width) throws CodecException {
        long available = (joined.size() - skip) / width;
        if (skip > joined.size() || count > available || from > available - count) {
            throw new CodecException("the bases hold fewer elements than are read of them");
        }
        return skip + from * width;
    }
}
