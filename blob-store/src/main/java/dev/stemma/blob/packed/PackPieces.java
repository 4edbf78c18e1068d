package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.packed.FrameFetcher.Check;
import java.util.List;

/** Chunks from packs. */
final class PackPieces implements PieceSource {

    private final List<Piece> pieces;
    private final ChunkWindow window;
    private final FrameFetcher fetcher;
    private final Check check;

    PackPieces(List<Piece> pieces, ChunkWindow window, FrameFetcher fetcher, Check check) {
        this.pieces = pieces;
        this.window = window;
        this.fetcher = fetcher;
        this.check = check;
    }

    @Override
    public void fetch(int index, Chunk chunk, byte[] target) {
        window.reach(pieces, index, chunk);
        fetcher.fetch(chunk, window, target, check);
    }
}
