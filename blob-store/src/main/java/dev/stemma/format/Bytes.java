package dev.stemma.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/** Random access to immutable bytes. Not safe for use by several threads at once. */
public interface Bytes {
    /** Returns the number of bytes. */
    long size() throws IOException;

    /**
     * Reads exactly {@code length} bytes that start at {@code position} into {@code target}.
     *
     * @throws EOFException if the range ends behind {@link #size}; {@code target} may then be partly overwritten
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Reads at least one and at most {@code length} bytes that start at {@code position}; how many depends on what is
     * cheap to get, so that a reader that looks ahead never makes bytes be fetched that it will not look at.
     *
     * @param length at least 1
     * @return how many bytes were read, never less than 1
     * @throws EOFException if {@code position} is not before {@link #size}
     */
    default int readSome(long position, byte[] target, int offset, int length) throws IOException {
        long size = size();
        if (position < 0 || position >= size) {
            throw new EOFException("Range starts behind the bytes");
        }
        int count = (int) Math.min(length, size - position);
        read(position, target, offset, count);
        return count;
    }

    /** Views an array, which must not change afterwards. */
    static Bytes of(byte[] array) {
        return new Bytes() {
            @Override
            public long size() {
                return array.length;
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws EOFException {
                if (position < 0 || length > array.length - position) {
                    throw new EOFException("Range ends behind the bytes");
                }
                System.arraycopy(array, (int) position, target, offset, length);
            }
        };
    }

    /** Views an open channel, whose position moves; closing it stays the caller's task. */
    static Bytes of(SeekableByteChannel channel) {
        Objects.requireNonNull(channel);
        return new Bytes() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
                channel.position(position);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        throw new EOFException("Range ends behind the bytes");
                    }
                }
            }
        };
    }
}
