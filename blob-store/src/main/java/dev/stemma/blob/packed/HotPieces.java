package dev.stemma.blob.packed;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotReader;
import java.util.List;
import java.util.Optional;

/** Chunks of a file that is hot, or may become so; what can't be had there comes from packs, whose use is counted. */
final class HotPieces implements PieceSource {

    private final HotFiles hot;
    private final BlobInfo file;
    private final Optional<HotReader> reader;
    private final long[] starts;
    private final PieceSource packs;

    /** @param offset where the pieces, of chunks and inline bytes of this file alone, start in it */
    HotPieces(HotFiles hot, BlobInfo file, long offset, List<Piece> pieces, PieceSource packs) {
        this.hot = hot;
        this.file = file;
        this.packs = packs;
        this.starts = new long[pieces.size()];
        long position = offset;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = position - pieces.get(i).skip();
            position += pieces.get(i).take();
        }
        this.reader = hot.reader(file, position);
    }

    @Override
    public void fetch(int index, Chunk chunk, byte[] target) {
        if (reader.isEmpty() || !reader.get().read(chunk, starts[index], target)) {
            packs.fetch(index, chunk, target);
        }
    }

    @Override
    public void closed(long servedBytes) {
        long hotBytes = reader.map(HotReader::givenBytes).orElse(0L);
        if (hotBytes > 0) {
            hot.hit(hotBytes);
        } else if (servedBytes > 0) {
            hot.missed(file, servedBytes);
        }
    }
}
