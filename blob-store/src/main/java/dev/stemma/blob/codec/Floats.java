package dev.stemma.blob.codec;

/** Elements that lie one behind the other, widened as they are read. Not safe for use by several threads. */
final class Floats {
    /** How many are best read at once. */
    static final int BLOCK = 4096;

    private final FloatFormat format;
    private final Joined joined;
    private final long start;
    private final byte[] bytes = new byte[BLOCK * 4];

    Floats(FloatFormat format, Joined joined, long start) {
        this.format = format;
        this.joined = joined;
        this.start = start;
    }

    /** Reads up to {@link #BLOCK} elements, all of which must exist. */
    void read(long from, float[] target, int count) {
        joined.read(start + from * format.bytes(), bytes, count * format.bytes());
        format.widen(bytes, target, count);
    }
}
