package dev.stemma.blob.object;

import dev.stemma.blob.BlobException.SourceFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Bytes whose sender may go away in the middle: the stream then ends, and says how many of the bytes that it gave are worth keeping and
 * what must follow them. It throws when nothing is.
 */
public abstract class Salvage extends InputStream {

    /** How many of the bytes that were read are to be kept, from the first one. Known once the stream has ended. */
    public abstract long keptBytes();

    /** What is to stand behind them. Known once the stream has ended. */
    public abstract byte[] ending();

    /**
     * All that is to be kept, in memory.
     *
     * @throws SourceFailed if the stream throws an {@code IOException}
     */
    public final BufferedBytes buffered(long mostBytes) {
        BufferedBytes given = BufferedBytes.readUpTo(this, mostBytes);
        byte[] ending = ending();
        long kept = keptBytes();
        if (kept == mostBytes && ending.length == 0) {
            return given;
        }
        return BufferedBytes.read(
                new SequenceInputStream(
                        new ByteArrayInputStream(given.bytes(), 0, (int) kept), new ByteArrayInputStream(ending)),
                kept + ending.length);
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
