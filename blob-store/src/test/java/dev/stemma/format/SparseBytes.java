package dev.stemma.format;

import java.io.EOFException;
import java.util.Map;
import java.util.TreeMap;

/** A file in the making that is zero nearly everywhere, and so may be larger than any memory. */
public final class SparseBytes implements Bytes {
    private final TreeMap<Long, byte[]> parts = new TreeMap<>();
    private long size;

    /** Adds bytes at the end. */
    public SparseBytes add(byte... bytes) {
        if (bytes.length > 0) {
            parts.put(size, bytes.clone());
            size += bytes.length;
        }
        return this;
    }

    /** Adds so many zeros at the end, which take no memory. */
    public SparseBytes zeros(long count) {
        size += count;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        if (position < 0 || length > size - position) {
            throw new EOFException("Range ends behind the bytes");
        }
        java.util.Arrays.fill(target, offset, offset + length, (byte) 0);
        Long first = parts.floorKey(position);
        for (Map.Entry<Long, byte[]> part : parts.subMap(first == null ? position : first, position + length)
                .entrySet()) {
            long from = Math.max(position, part.getKey());
            long to = Math.min(position + length, part.getKey() + part.getValue().length);
            if (from < to) {
                System.arraycopy(
                        part.getValue(), (int) (from - part.getKey()), target, offset + (int) (from - position), (int)
                                (to - from));
            }
        }
    }

    /** All of it, if it is small. */
    public byte[] toBytes() {
        byte[] all = new byte[Math.toIntExact(size)];
        parts.forEach((start, part) -> System.arraycopy(part, 0, all, Math.toIntExact(start), part.length));
        return all;
    }
}
