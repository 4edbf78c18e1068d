package dev.stemma.registry.flow.usage;

import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.pack.Frame;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.port.StorageUse;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The facts that figures are computed from.
 *
 * @param chunks by file, its chunks
 * @param places by chunk, where its namespace keeps it at the least cost
 * @param users by chunk, who needs it; for chunks that lean on others, too
 * @param leaning by chunk, the chunks that lean directly on it
 */
record Holdings(
        Map<Digest, Set<Digest>> chunks,
        Map<Digest, ChunkLocation> places,
        Map<Digest, StorageUse.Users> users,
        Map<Digest, Set<Digest>> leaning) {

    /** Bytes of its frame in the pack. */
    static long storedBytes(ChunkLocation place) {
        return (long) Frame.headerBytes(place.bases().size()) + place.encodedBytes();
    }

    /** The distinct chunks of files. */
    Set<Digest> chunksOf(Collection<Digest> blobs) {
        Set<Digest> found = new HashSet<>();
        blobs.forEach(blob -> found.addAll(chunks.getOrDefault(blob, Set.of())));
        return found;
    }

    /** What these chunks take. */
    long stored(Collection<Digest> some) {
        return some.stream()
                .map(places::get)
                .filter(place -> place != null)
                .mapToLong(Holdings::storedBytes)
                .sum();
    }

    /** Whether everything is known of a file. Empty ones have no chunks. */
    boolean knows(FileEntry file) {
        Set<Digest> known = chunks.getOrDefault(file.digest(), Set.of());
        return file.sizeBytes() == 0 || (!known.isEmpty() && places.keySet().containsAll(known));
    }

    /** What these chunks take, without those that something needs which stays. */
    long freed(Collection<Digest> some, Predicate<StorageUse.Users> goes) {
        Set<Digest> kept = new HashSet<>();
        users.forEach((chunk, users) -> {
            if (!goes.test(users)) {
                kept.add(chunk);
            }
        });
        keepBases(kept);
        return stored(some.stream().filter(chunk -> !kept.contains(chunk)).toList());
    }

    /** Adds what the kept ones lean on, directly and through others. Two chunks may lean on each other in places of different depth. */
    private void keepBases(Set<Digest> kept) {
        Map<Digest, Set<Digest>> bases = new HashMap<>();
        leaning.forEach((base, leaners) -> leaners.forEach(leaner ->
                bases.computeIfAbsent(leaner, absent -> new HashSet<>()).add(base)));
        Deque<Digest> open = new ArrayDeque<>(kept);
        while (!open.isEmpty()) {
            for (Digest base : bases.getOrDefault(open.remove(), Set.of())) {
                if (kept.add(base)) {
                    open.add(base);
                }
            }
        }
    }
}
