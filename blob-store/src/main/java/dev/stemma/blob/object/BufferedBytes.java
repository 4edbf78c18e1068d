package dev.stemma.blob.object;

import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is held in memory, so that it can be read again from its start ({@code reset}) and a store may take its
 * array without another copy.
 */
public final class BufferedBytes extends ByteArrayInputStream {

    /** Longest stream that is held in memory: the largest pack. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private BufferedBytes(byte[] bytes) {
        super(bytes);
    }

    private BufferedBytes(byte[] bytes, int count) {
        super(bytes, 0, count);
    }

    /** The array itself, which must not be changed. */
    public byte[] bytes() {
        return buf;
    }

    /** Reads a stream of at most so many bytes. */
    static BufferedBytes readUpTo(InputStream in, long mostBytes) {
        if (mostBytes < 0 || mostBytes > MAX_BYTES) {
            throw new IllegalArgumentException("Cannot hold " + mostBytes + " bytes in memory, at most " + MAX_BYTES);
        }
        try {
            byte[] bytes = new byte[(int) mostBytes];
            int count = in.readNBytes(bytes, 0, bytes.length);
            if (count == mostBytes && in.read() >= 0) {
                throw new SizeMismatch(mostBytes, mostBytes + 1);
            }
            return new BufferedBytes(bytes, count);
        } catch (IOException e) {
            throw new SourceFailed(e);
        }
    }

    /**
     * Reads a stream that must hold exactly {@code length} bytes; gives the stream itself if it is held in memory
     * already.
     *
     * @throws SizeMismatch if it holds fewer or more
     * @throws SourceFailed if it throws an {@code IOException}
     * @throws IllegalArgumentException if {@code length} exceeds {@link #MAX_BYTES}
     */
    public static BufferedBytes read(InputStream in, long length) {
        if (length < 0 || length > MAX_BYTES) {
            throw new IllegalArgumentException("Cannot hold " + length + " bytes in memory, at most " + MAX_BYTES);
        }
        if (in instanceof BufferedBytes held && held.buf.length == length && held.pos == 0) {
            return held;
        }
        try {
            byte[] bytes = new byte[(int) length];
            int count = in.readNBytes(bytes, 0, bytes.length);
            if (count < length) {
                throw new SizeMismatch(length, count);
            }
            if (in.read() >= 0) {
                throw new SizeMismatch(length, length + 1);
            }
            return new BufferedBytes(bytes);
        } catch (IOException e) {
            throw new SourceFailed(e);
        }
    }
}
