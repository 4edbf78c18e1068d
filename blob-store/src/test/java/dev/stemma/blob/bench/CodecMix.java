package dev.stemma.blob.bench;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.Codec;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the chunks of a file are encoded. */
final class CodecMix {

    private record Share(int chunks, long rawBytes, long encodedBytes) {

        static final Share NONE = new Share(0, 0, 0);

        Share plus(Chunk chunk, int encoded) {
            return new Share(chunks + 1, rawBytes + chunk.sizeBytes(), encodedBytes + encoded);
        }

        Share plus(Share other) {
            return new Share(chunks + other.chunks, rawBytes + other.rawBytes, encodedBytes + other.encodedBytes);
        }
    }

    private final Map<Codec, Share> shares = new EnumMap<>(Codec.class);
    private int deepest;

    /** The mix of these chunks, each counted once. */
    static CodecMix of(List<Chunk> chunks, BlobIndex index) {
        CodecMix mix = new CodecMix();
        Set<Digest> seen = new HashSet<>();
        for (int start = 0; start < chunks.size(); start += BlobIndex.MAX_BATCH) {
            List<Chunk> part = chunks.subList(start, Math.min(start + BlobIndex.MAX_BATCH, chunks.size()));
            Map<Digest, List<ChunkLocation>> places =
                    index.locate(part.stream().map(Chunk::digest).toList());
            part.stream().filter(chunk -> seen.add(chunk.digest())).forEach(chunk -> mix.add(chunk, places));
        }
        return mix;
    }

    private void add(Chunk chunk, Map<Digest, List<ChunkLocation>> places) {
        ChunkLocation place = places.getOrDefault(chunk.digest(), List.of()).getLast();
        Codec codec = Codec.of(place.codec()).orElseThrow();
        shares.merge(codec, Share.NONE.plus(chunk, place.encodedBytes()), Share::plus);
        deepest = Math.max(deepest, place.depth());
    }

    /** Takes in the chunks of another file. */
    void add(CodecMix other) {
        other.shares.forEach((codec, share) -> shares.merge(codec, share, Share::plus));
        deepest = Math.max(deepest, other.deepest);
    }

    static CodecMix sum(Collection<CodecMix> mixes) {
        CodecMix sum = new CodecMix();
        mixes.forEach(sum::add);
        return sum;
    }

    /** For each codec the number of chunks, and their size in MB before and after. */
    @Override
    public String toString() {
        return shares.entrySet().stream()
                        .map(entry -> describe(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "))
                + (deepest == 0 ? "" : "; depth " + deepest);
    }

    private static String describe(Codec codec, Share share) {
        return String.format(
                Locale.ROOT,
                "%s %d: %.2f→%.2f",
                codec,
                share.chunks(),
                share.rawBytes() / 1e6,
                share.encodedBytes() / 1e6);
    }
}
