package dev.stemma.blob.packed;

import dev.stemma.blob.packed.FrameFetcher.Check;
import dev.stemma.format.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A stored file as bytes to look into here and there: {@link #readSome} never reaches into the next chunk, so whoever hops
 * over weights does not fetch them. The last chunk looked into is kept.
 */
final class StoredBytes implements Bytes {

    private final List<Piece> pieces;
    private final long[] starts;
    private final long size;
    private final ChunkWindow window;
    private final FrameFetcher fetcher;
    private int loaded = -1;
    private byte[] bytes = new byte[0];

    /** Views pieces that are whole chunks or inline bytes, back to back. */
    StoredBytes(List<Piece> pieces, ChunkWindow window, FrameFetcher fetcher) {
        this.pieces = pieces;
        this.window = window;
        this.fetcher = fetcher;
        this.starts = new long[pieces.size()];
        long start = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = start;
            start += pieces.get(i).take();
        }
        this.size = start;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            done += readSome(position + done, target, offset + done, length - done);
        }
    }

    @Override
    public int readSome(long position, byte[] target, int offset, int length) throws IOException {
        if (position < 0 || position >= size) {
            throw new EOFException("Range ends behind the bytes");
        }
        int found = Arrays.binarySearch(starts, position);
        int piece = found >= 0 ? found : -found - 2;
        load(piece);
        int from = (int) (position - starts[piece]);
        int count = Math.min(length, pieces.get(piece).take() - from);
        System.arraycopy(bytes, pieces.get(piece).skip() + from, target, offset, count);
        return count;
    }

    private void load(int piece) {
        if (piece == loaded) {
            return;
        }
        loaded = -1;
        switch (pieces.get(piece)) {
            case Piece.OfInline of -> bytes = of.inline().bytes();
            case Piece.OfChunk of -> {
                byte[] room = bytes.length < of.chunk().sizeBytes()
                        ? new byte[of.chunk().sizeBytes()]
                        : bytes;
                window.reach(pieces, piece, of.chunk());
                fetcher.fetch(of.chunk(), window, room, Check.DIGEST);
                bytes = room;
            }
        }
        loaded = piece;
    }
}
