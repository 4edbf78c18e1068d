package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import dev.stemma.blob.codec.Codec;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the index for chunks, in batches, and keeps only answers that the asker may have and this code can decode. */
final class Chunks {

    /** What the index is asked for at once while a file is read. */
    static final int WINDOW = 256;

    /** What needs fewer decoding steps is tried first; of equals, the oldest. */
    private static final Comparator<ChunkLocation> SHALLOWEST_FIRST = Comparator.comparingInt(ChunkLocation::depth);

    private final BlobIndex index;
    private final Optional<Lease> lease;

    Chunks(BlobIndex index) {
        this(index, Optional.empty());
    }

    private Chunks(BlobIndex index, Optional<Lease> lease) {
        this.index = index;
        this.lease = lease;
    }

    /** Chunks of which those found here are kept for whoever holds the lease. */
    Chunks under(Lease lease) {
        return new Chunks(index, Optional.of(lease));
    }

    BitSet missing(List<Chunk> wanted, Predicate<String> readableOwners) {
        BitSet missing = new BitSet(wanted.size());
        for (int start = 0; start < wanted.size(); start += BlobIndex.MAX_BATCH) {
            int end = Math.min(start + BlobIndex.MAX_BATCH, wanted.size());
            Map<Chunk, List<ChunkLocation>> found = rely(wanted.subList(start, end), readableOwners);
            for (int i = start; i < end; i++) {
                missing.set(i, !found.containsKey(wanted.get(i)));
            }
        }
        return missing;
    }

    /** Like {@link #locate}, of what stays there: a chunk that the collector takes before the lease does counts as missing. */
    Map<Chunk, List<ChunkLocation>> rely(List<Chunk> wanted, Predicate<String> readableOwners) {
        Map<Chunk, List<ChunkLocation>> found = locate(wanted, readableOwners);
        if (lease.isPresent() && !found.isEmpty()) {
            Set<Digest> gone = index.hold(
                    lease.get(), found.keySet().stream().map(Chunk::digest).collect(Collectors.toSet()));
            found.keySet().removeIf(chunk -> gone.contains(chunk.digest()));
        }
        return found;
    }

    /** Whether all chunks that a stored file is known to be made of have a place where they can be read. */
    boolean complete(Digest blob) {
        List<Digest> parts = List.copyOf(index.chunksOf(blob));
        return locateBases(parts).size() == parts.size();
    }

    /** Keeps what is about to be added. */
    void claim(Collection<Digest> chunks) {
        if (lease.isPresent()) {
            var _ = index.hold(lease.get(), chunks);
        }
    }

    /** Where these chunks, at most {@link BlobIndex#MAX_BATCH}, can be read; no list is empty. */
    Map<Chunk, List<ChunkLocation>> locate(List<Chunk> wanted, Predicate<String> readableOwners) {
        Set<Digest> digests = LinkedHashSet.newLinkedHashSet(wanted.size());
        wanted.forEach(chunk -> digests.add(chunk.digest()));
        Map<Chunk, List<ChunkLocation>> usable = new HashMap<>();
        index.locate(digests)
                .values()
                .forEach(locations -> locations.stream()
                        .filter(Chunks::decodable)
                        .filter(location -> readableOwners.test(location.owner()))
                        .forEach(location -> usable.merge(location.chunk(), List.of(location), Chunks::joined)));
        return usable;
    }

    /** Where these chunks lie, whoever put them there, shallowest first. */
    Map<Digest, List<ChunkLocation>> locateBases(List<Digest> wanted) {
        Map<Digest, List<ChunkLocation>> found = new HashMap<>();
        for (int start = 0; start < wanted.size(); start += BlobIndex.MAX_BATCH) {
            int end = Math.min(start + BlobIndex.MAX_BATCH, wanted.size());
            index.locate(wanted.subList(start, end)).forEach((digest, locations) -> {
                List<ChunkLocation> usable = locations.stream()
                        .filter(Chunks::decodable)
                        .sorted(SHALLOWEST_FIRST)
                        .toList();
                if (!usable.isEmpty()) {
                    found.put(digest, usable);
                }
            });
        }
        return found;
    }

    private static boolean decodable(ChunkLocation location) {
        return Codec.of(location.codec()).isPresent();
    }

    private static List<ChunkLocation> joined(List<ChunkLocation> some, List<ChunkLocation> more) {
        return Stream.concat(some.stream(), more.stream())
                .sorted(SHALLOWEST_FIRST)
                .toList();
    }
}
