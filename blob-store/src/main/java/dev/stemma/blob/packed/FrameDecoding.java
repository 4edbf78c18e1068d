package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.ChunkDecoder;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.pack.PackFormat;
import dev.stemma.blob.packed.FrameFetcher.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes one chunk together with what lies under it. Bases are only ever taken from a shallower place, and no place is
 * deeper than {@value #MAX_DEPTH}, so this ends whatever the index says.
 */
final class FrameDecoding {

    /** Most decoding steps under a chunk. */
    static final int MAX_DEPTH = 3;

    /** Frames that one chunk may take to decode, with all its bases and theirs. */
    private static final int MAX_FRAMES = 64;

    private final FrameFetcher frames;
    private final ChunkWindow window;
    private final ChunkDecoder decoder;
    private int framesLeft;

    FrameDecoding(FrameFetcher frames, ChunkWindow window, ChunkDecoder decoder) {
        this.frames = frames;
        this.window = window;
        this.decoder = decoder;
    }

    /**
     * Decodes an encoded chunk; its own digest is left for the caller to check.
     *
     * @param bases whether the digests of its bases are checked
     */
    void decode(ChunkLocation place, byte[] target, Check bases) {
        framesLeft = MAX_FRAMES;
        enter(place);
        step(place, target, bases);
    }

    /** Refuses what the index must be wrong about, before memory is taken for it. */
    private void enter(ChunkLocation place) {
        if (place.depth() < 0 || place.depth() > MAX_DEPTH) {
            throw damaged(place, "it lies " + place.depth() + " steps deep, more than " + MAX_DEPTH);
        } else if (place.bases().size() > PackFormat.MAX_BASES) {
            throw damaged(place, "it has " + place.bases().size() + " bases, more than " + PackFormat.MAX_BASES);
        } else if (framesLeft <= 0) {
            throw damaged(place, "decoding takes more than " + MAX_FRAMES + " frames");
        }
        framesLeft--;
    }

    private void step(ChunkLocation place, byte[] target, Check check) {
        if (place.codec() == PackFormat.CODEC_RAW) {
            frames.raw(place, target);
            return;
        }
        List<Span> bases = new ArrayList<>();
        for (Digest base : place.bases()) {
            bases.add(base(base, place, check));
        }
        byte[] encoded = frames.encoded(place);
        Codec codec = Codec.of(place.codec())
                .orElseThrow(() -> damaged(place, "codec " + place.codec() + " is not known here"));
        try {
            decoder.decode(codec, Span.of(encoded), bases, target, place.chunk().sizeBytes());
        } catch (CodecException e) {
            throw new BlobCorrupt(place.chunk().digest(), "its frame can't be decoded: " + e.getMessage(), e);
        }
    }

    private Span base(Digest base, ChunkLocation above, Check check) {
        BlobCorrupt damage = damaged(above, "its base " + base + " is not stored");
        for (ChunkLocation place : window.basePlaces(base)) {
            if (place.depth() < above.depth() && place.chunk().digest().equals(base)) {
                try {
                    enter(place);
                    byte[] bytes = new byte[place.chunk().sizeBytes()];
                    step(place, bytes, check);
                    if (check == Check.DIGEST) {
                        FrameFetcher.checkDigest(place.chunk(), bytes);
                    }
                    return Span.of(bytes);
                } catch (BlobCorrupt | ObjectMissing | PackInvalid | IndexOutOfBoundsException e) {
                    String what = "its base " + base + " in " + FrameFetcher.where(place) + ": " + e.getMessage();
                    damage = new BlobCorrupt(above.chunk().digest(), what, e);
                }
            }
        }
        throw damage;
    }

    private static BlobCorrupt damaged(ChunkLocation place, String what) {
        return new BlobCorrupt(place.chunk().digest(), what, null);
    }
}
