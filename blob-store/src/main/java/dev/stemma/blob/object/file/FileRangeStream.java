package dev.stemma.blob.object.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** A range of a file, read by position in pieces large enough for the disk and small enough for the direct buffers. */
final class FileRangeStream extends InputStream {

    private static final int PIECE_BYTES = 1024 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final long end;
    private long position;

    FileRangeStream(Path path, FileChannel channel, long offset, long length) {
        this.path = path;
        this.channel = channel;
        this.position = offset;
        this.end = offset + length;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int wanted = (int) Math.min(Math.min(length, PIECE_BYTES), end - position);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
        if (count < 0) {
            throw new EOFException(path + " ends at " + position + ", " + (end - position) + " bytes early");
        }
        position += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, end - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(end - position, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
