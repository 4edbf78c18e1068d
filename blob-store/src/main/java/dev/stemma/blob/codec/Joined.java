package dev.stemma.blob.codec;

import java.util.List;

/** Several spans as if they lay back to back. */
final class Joined {
    private final List<Span> spans;
    private final long size;

    Joined(List<Span> spans) {
        this.spans = spans;
        this.size = spans.stream().mapToLong(Span::length).sum();
    }

    long size() {
        return size;
    }

    /** Copies bytes, all of which must lie within. */
    void read(long position, byte[] target, int length) {
        long start = 0;
        int done = 0;
        for (Span span : spans) {
            long from = position + done - start;
            if (from < span.length() && done < length) {
                int part = (int) Math.min(span.length() - from, length - done);
                System.arraycopy(span.array(), (int) from, target, done, part);
                done += part;
            }
            start += span.length();
        }
        if (done < length) {
            throw new IndexOutOfBoundsException("A range that was not checked");
        }
    }
}
