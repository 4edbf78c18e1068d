package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.pack.PackFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Decodes the frames of a pack that someone else encoded, before it is believed. */
final class EncodedFrames {

    /** Chunks of one pack add up to at most this, so that a small pack can't ask for endless decoding. */
    private static final long MOST_RAW_BYTES = 8L * PackFormat.MAX_PACK_BYTES;

    private final Chunks chunks;
    private final FrameFetcher fetcher;

    EncodedFrames(Chunks chunks, FrameFetcher fetcher) {
        this.chunks = chunks;
        this.fetcher = fetcher;
    }

    byte[] depths(List<Digest> wanted, Predicate<String> readableOwners) {
        Map<Digest, List<ChunkLocation>> places = chunks.locateBases(wanted);
        byte[] depths = new byte[wanted.size()];
        for (int i = 0; i < depths.length; i++) {
            depths[i] = (byte) (shallowest(places.getOrDefault(wanted.get(i), List.of()), readableOwners) + 1);
        }
        return depths;
    }

    private static int shallowest(List<ChunkLocation> places, Predicate<String> readableOwners) {
        return places.stream()
                .filter(place -> readableOwners.test(place.owner()))
                .mapToInt(ChunkLocation::depth)
                .min()
                .orElse(-1);
    }

    /**
     * Checks a stored pack that is not yet visible.
     *
     * @throws PackInvalid if a frame can't be decoded, makes another chunk, or leans on what the sender may not read
     */
    void check(NewPack pack, Predicate<String> readableOwners) {
        long raw = pack.locations().stream()
                .mapToLong(place -> place.chunk().sizeBytes())
                .sum();
        if (raw > MOST_RAW_BYTES) {
            throw new PackInvalid("its chunks have " + raw + " bytes, more than " + MOST_RAW_BYTES);
        }
        ChunkWindow window = new ChunkWindow(chunks, owner -> true);
        for (int i = 0; i < pack.locations().size(); i++) {
            ChunkLocation place = pack.locations().get(i);
            if (place.codec() != PackFormat.CODEC_RAW) {
                checkShape(place, i);
                checkBases(place, i, readableOwners);
                decode(place, i, window);
            }
        }
    }

    private static void checkShape(ChunkLocation place, int number) {
        boolean plausible = place.bases().isEmpty() ? place.depth() == 0 : place.depth() > 0;
        if (Codec.of(place.codec()).isEmpty() || !plausible || place.depth() > FrameDecoding.MAX_DEPTH) {
            throw new PackInvalid("frame " + number + ": codec " + place.codec() + " with "
                    + place.bases().size() + " bases at depth " + place.depth() + " is not taken");
        }
    }

    private void checkBases(ChunkLocation place, int number, Predicate<String> readableOwners) {
        byte[] depths = depths(place.bases(), readableOwners);
        for (byte depth : depths) {
            if (depth == 0 || depth > place.depth()) {
                throw new PackInvalid("frame " + number + ": a base is not stored, or lies too deep");
            }
        }
    }

    private void decode(ChunkLocation place, int number, ChunkWindow window) {
        try {
            fetcher.verify(place, window);
        } catch (BlobCorrupt e) {
            throw new PackInvalid("frame " + number + ": " + e.where());
        }
    }
}
