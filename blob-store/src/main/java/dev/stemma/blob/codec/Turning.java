package dev.stemma.blob.codec;

/** Reads a matrix column by column, taking its rows one after the other so that each base is read in order. */
final class Turning {
    private final int rows;
    private final int columns;
    private final Joined joined;
    private final long start;
    private final int width;

    Turning(Order.Turned order, Joined joined, long start, int width) {
        this.rows = order.rows();
        this.columns = order.columns();
        this.joined = joined;
        this.start = start;
        this.width = width;
    }

    /** Fills the target with elements from {@code first} on, counted column by column; all of them exist. */
    void copy(long first, byte[] target) {
        int count = target.length / width;
        if (count == 0) {
            return;
        }
        int left = (int) (first / rows);
        int right = (int) ((first + count - 1) / rows) + 1;
        byte[] row = new byte[(right - left) * width];
        for (int r = 0; r < rows; r++) {
            joined.read(start + ((long) r * columns + left) * width, row, row.length);
            // Where element (r, left) goes; before the target's start if the first column is read from its middle.
            long at = (long) left * rows + r - first;
            int from = at < 0 ? 1 : 0;
            long last = at + (long) (right - left - 1) * rows;
            int to = last >= count ? right - left - 1 : right - left;
            scatter(row, from, to, target, at);
        }
    }

    private void scatter(byte[] row, int from, int to, byte[] target, long at) {
        int place = (int) (at + (long) from * rows) * width;
        int step = rows * width;
        for (int c = from; c < to; c++, place += step) {
            for (int b = 0; b < width; b++) {
                target[place + b] = row[c * width + b];
            }
        }
    }
}
