package dev.stemma.registry.flow.validate;

import dev.stemma.format.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Random access to one file of a version. Readers of model files move forward: a stream is kept open, and small gaps are read
 * over, so that a file in an object store takes few requests.
 */
final class FileBytes implements Bytes, AutoCloseable {
    private static final long SMALL_GAP = 4 << 20;

    private final VersionFiles files;
    private final String path;
    private final long size;
    private @Nullable InputStream stream;
    private long position;

    FileBytes(VersionFiles files, String path) {
        this.files = files;
        this.path = path;
        this.size = files.sizeBytes(path);
    }

    /** Reads a small file whole. */
    static byte[] readAll(VersionFiles files, String path) throws IOException {
        long length = files.sizeBytes(path);
        try (InputStream in = files.open(path, 0, length)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(length));
            if (bytes.length < length) {
                throw new EOFException(path + " ended early");
            }
            return bytes;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long start, byte[] target, int offset, int length) throws IOException {
        if (start < 0 || length > size - start) {
            throw new EOFException("Range ends behind the file");
        }
        InputStream in = at(start);
        if (in.readNBytes(target, offset, length) < length) {
            throw new EOFException(path + " ended early");
        }
        position += length;
    }

    private InputStream at(long start) throws IOException {
        @Nullable InputStream open = stream;
        if (open != null && start >= position && start - position <= SMALL_GAP) {
            open.skipNBytes(start - position);
        } else {
            close();
            open = files.open(path, start, size - start);
        }
        stream = open;
        position = start;
        return open;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
