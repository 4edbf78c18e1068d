package dev.stemma.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A stream that gives some bytes and then throws. */
public final class BrokenStream extends InputStream {

    private final Exception failure;

    private BrokenStream(Exception failure) {
        this.failure = failure;
    }

    /** These bytes, then this failure, an {@code IOException} or a {@code RuntimeException}. */
    public static InputStream after(byte[] bytes, Exception failure) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), new BrokenStream(failure));
    }

    @Override
    public int read() throws IOException {
        switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return read();
    }
}
