package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import java.io.IOException;
import java.io.InputStream;

/** A sender's stream: its errors are the sender's, and it may not be longer than announced. Closing does nothing. */
final class SourceStream extends InputStream {

    private final InputStream in;
    private final long limitBytes;
    private long seenBytes;

    SourceStream(InputStream in, long limitBytes) {
        this.in = in;
        this.limitBytes = limitBytes;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count;
        try {
            count = in.read(target, offset, length);
        } catch (IOException e) {
            throw new SourceFailed(e);
        }
        seenBytes += Math.max(count, 0);
        if (seenBytes > limitBytes) {
            throw new SizeMismatch(limitBytes, seenBytes);
        }
        return count;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
