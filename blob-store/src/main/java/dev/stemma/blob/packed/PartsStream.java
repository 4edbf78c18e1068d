package dev.stemma.blob.packed;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Byte arrays one after the other, each made when it is its turn. */
final class PartsStream extends InputStream {

    /** Makes the bytes. */
    @FunctionalInterface
    interface Part {
        /** All of them; at least one. */
        byte[] bytes();
    }

    private final Iterator<Part> parts;
    private byte[] current = new byte[0];
    private int at;

    PartsStream(List<Part> parts) {
        this.parts = parts.iterator();
    }

    @Override
    public int read() {
        return ready() ? current[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean ready() {
        while (at == current.length && parts.hasNext()) {
            current = parts.next().bytes();
            at = 0;
        }
        return at < current.length;
    }
}
