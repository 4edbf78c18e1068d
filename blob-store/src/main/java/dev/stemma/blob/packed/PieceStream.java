package dev.stemma.blob.packed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Pieces one after the other. While one is handed out the next is fetched on another thread, if the whole store has a
 * turn to give. Two buffers at most are in use.
 */
final class PieceStream extends InputStream {

    private static final int WRITE_BYTES = 256 * 1024;

    private final List<Piece> pieces;
    private final PieceSource source;
    private final Semaphore turns;

    private int nextPiece;
    private byte[] current = new byte[0];
    private int position;
    private int end;
    private byte[] spare = new byte[0];
    private @Nullable Background ahead;
    private byte[] fetchedAhead = new byte[0];
    private long servedBytes;
    private boolean closed;

    PieceStream(List<Piece> pieces, PieceSource source, Semaphore turns) {
        this.pieces = pieces;
        this.source = source;
        this.turns = turns;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == end && !advance()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        servedBytes += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        if (position == end && !advance()) {
            return -1;
        }
        servedBytes++;
        return current[position++] & 0xff;
    }

    /** Writes from the chunk's own buffer, so that bytes are not copied once more. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        while (position < end || advance()) {
            int count = Math.min(end - position, WRITE_BYTES);
            out.write(current, position, count);
            position += count;
            servedBytes += count;
            total += count;
        }
        return total;
    }

    /** How many bytes can be read without waiting for the store. */
    @Override
    public int available() {
        return end - position;
    }

    @Override
    public void close() {
        if (!closed) {
            source.closed(servedBytes);
        }
        closed = true;
        current = spare = new byte[0];
        position = end = 0;
    }

    private boolean advance() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        if (nextPiece == pieces.size()) {
            return false;
        }
        int index = nextPiece;
        Piece piece = pieces.get(index);
        if (ahead == null) {
            current = fetch(index, current);
        } else {
            ahead.await();
            spare = current;
            current = fetchedAhead;
        }
        position = piece.skip();
        end = piece.skip() + piece.take();
        nextPiece++;
        fetchAhead();
        return true;
    }

    private void fetchAhead() {
        ahead = null;
        if (nextPiece == pieces.size() || !turns.tryAcquire()) {
            return;
        }
        int index = nextPiece;
        byte[] buffer = spare;
        ahead = Background.start("chunk-ahead", () -> {
            try {
                fetchedAhead = fetch(index, buffer);
            } finally {
                turns.release();
            }
        });
    }

    /** Fetches a piece into the buffer if it is large enough, else into a new one, and gives what was used. */
    private byte[] fetch(int index, byte[] buffer) {
        return switch (pieces.get(index)) {
            case Piece.OfInline of -> of.inline().bytes();
            case Piece.OfChunk of -> {
                byte[] target = buffer.length < of.chunk().sizeBytes()
                        ? new byte[of.chunk().sizeBytes()]
                        : buffer;
                source.fetch(index, of.chunk(), target);
                yield target;
            }
        };
    }
}
