package dev.stemma.blob.hot;

import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, so many at most. Closing does nothing. */
final class PartStream extends InputStream {

    private final InputStream in;
    private int left;

    PartStream(InputStream in, int length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = in.read(target, offset, Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
