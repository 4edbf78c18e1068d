package dev.stemma.format;

import java.io.IOException;

/** Bytes of which only few are cheap to get at a time. */
public final class Crumbs implements Bytes {
    private final Bytes bytes;
    private final int most;

    private Crumbs(Bytes bytes, int most) {
        this.bytes = bytes;
        this.most = most;
    }

    /** Views bytes of which at most {@code most} come at a time. */
    public static Bytes of(Bytes bytes, int most) {
        return new Crumbs(bytes, most);
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        bytes.read(position, target, offset, length);
    }

    @Override
    public int readSome(long position, byte[] target, int offset, int length) throws IOException {
        return bytes.readSome(position, target, offset, Math.min(length, most));
    }
}
