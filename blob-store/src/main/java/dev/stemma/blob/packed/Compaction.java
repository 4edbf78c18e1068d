package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BaseNotStored;
import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.Span;
import java.util.List;

/** Moves what is left in a pack to a new one, as it is, so that the old one can go. */
final class Compaction {

    private final EncodingTools tools;

    Compaction(EncodingTools tools) {
        this.tools = tools;
    }

    void compact(String packKey) {
        List<ChunkLocation> left = tools.index().chunksIn(packKey);
        if (left.isEmpty()) {
            return;
        }
        Repacking repacking = new Repacking(left.getFirst().owner(), tools.packs(), tools.index(), tools.clock());
        try {
            left.forEach(place -> move(place, repacking));
            repacking.flush();
        } catch (BlobCorrupt | ObjectMissing | PackInvalid | IndexOutOfBoundsException | BaseNotStored e) {
            // What is damaged stays for its readers to be told, and what changed meanwhile is looked at another time.
        }
    }

    private void move(ChunkLocation place, Repacking repacking) {
        Codec codec = Codec.of(place.codec()).orElseThrow(() -> new PackInvalid("codec " + place.codec()));
        Span bytes = codec == Codec.RAW ? raw(place) : Span.of(tools.fetcher().encoded(place));
        repacking.add(place.chunk(), new Encoding(codec, place.bases(), place.depth(), bytes), List.of(place));
    }

    private Span raw(ChunkLocation place) {
        byte[] bytes = new byte[place.chunk().sizeBytes()];
        tools.fetcher().raw(place, bytes);
        FrameFetcher.checkDigest(place.chunk(), bytes);
        return Span.of(bytes);
    }
}
