package dev.stemma.format;

import java.io.IOException;

/** Bytes of which some may not be read: an error, unless the reader only takes what is cheap and that stops before. */
public final class Forbidden implements Bytes {
    private final Bytes bytes;
    private final long[] ranges;

    /**
     * Views an array.
     *
     * @param ranges start and end of each forbidden range, one after the other
     */
    public Forbidden(byte[] bytes, long... ranges) {
        this.bytes = Bytes.of(bytes);
        this.ranges = ranges.clone();
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        for (int i = 0; i < ranges.length; i += 2) {
            if (position < ranges[i + 1] && position + length > ranges[i]) {
                throw new AssertionError("Payload was read: " + length + " bytes at " + position);
            }
        }
        bytes.read(position, target, offset, length);
    }

    @Override
    public int readSome(long position, byte[] target, int offset, int length) throws IOException {
        long end = Math.min(position + length, size());
        for (int i = 0; i < ranges.length; i += 2) {
            if (position < ranges[i]) {
                end = Math.min(end, ranges[i]);
            }
        }
        int cheap = (int) (end - position);
        read(position, target, offset, cheap);
        return cheap;
    }
}
