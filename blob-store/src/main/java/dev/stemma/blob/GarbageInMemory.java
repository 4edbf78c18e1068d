package dev.stemma.blob;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Leases and sentences of an index in memory. Not safe for use by several threads at once: the index guards it. */
final class GarbageInMemory {

    private record Held(Instant until, Set<Digest> digests) {}

    private final Supplier<Set<Digest>> referenced;
    private final Clock clock;
    private final Map<String, Held> leases = new HashMap<>();
    private final NavigableMap<String, Instant> blobs = new TreeMap<>();
    private final NavigableMap<String, Instant> chunks = new TreeMap<>();

    /** Files that {@code referenced} names are needed. */
    GarbageInMemory(Supplier<Set<Digest>> referenced, Clock clock) {
        this.referenced = referenced;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void hold(Lease lease, Collection<Digest> needed) {
        Held held = leases.getOrDefault(lease.holder(), new Held(lease.until(), new HashSet<>()));
        held.digests().addAll(needed);
        leases.put(
                lease.holder(),
                new Held(held.until().isAfter(lease.until()) ? held.until() : lease.until(), held.digests()));
        reprieve(needed);
    }

    void release(String holder) {
        leases.remove(holder);
    }

    void reprieve(Collection<Digest> needed) {
        needed.forEach(digest -> {
            blobs.remove(digest.hex());
            chunks.remove(digest.hex());
        });
    }

    private Set<Digest> leased() {
        Instant now = clock.instant();
        Set<Digest> all = new HashSet<>();
        leases.values().stream().filter(held -> held.until().isAfter(now)).forEach(held -> all.addAll(held.digests()));
        return all;
    }

    /** Which files are needed now. */
    Set<Digest> neededBlobs() {
        Set<Digest> needed = leased();
        needed.addAll(referenced.get());
        return needed;
    }

    boolean isLeased(Digest chunk) {
        return leased().contains(chunk);
    }

    /** What is needed at one moment. */
    record Needed(Set<Digest> blobs, Set<Digest> chunks) {}

    /** What is needed, of these files with their chunks. */
    Needed needed(Collection<IndexedBlob> all, Map<Digest, Set<Digest>> chunksOf, PlacesInMemory places) {
        Set<Digest> liveBlobs = neededBlobs();
        Set<Digest> live = leased();
        all.stream()
                .map(IndexedBlob::digest)
                .filter(liveBlobs::contains)
                .forEach(blob -> live.addAll(chunksOf.getOrDefault(blob, Set.of())));
        Set<Digest> open = live;
        while (!open.isEmpty()) {
            Set<Digest> bases = new HashSet<>();
            open.forEach(chunk -> places.of(chunk).forEach(place -> bases.addAll(place.bases())));
            bases.removeAll(live);
            live.addAll(bases);
            open = bases;
        }
        return new Needed(liveBlobs, live);
    }

    /** Condemns and reprieves. */
    void mark(Collection<Digest> allBlobs, Collection<Digest> allChunks, Needed needed, Instant now) {
        sentence(blobs, allBlobs, needed.blobs(), now);
        sentence(chunks, allChunks, needed.chunks(), now);
    }

    private static void sentence(
            Map<String, Instant> condemned, Collection<Digest> all, Set<Digest> needed, Instant now) {
        all.forEach(digest -> {
            if (needed.contains(digest)) {
                condemned.remove(digest.hex());
            } else {
                condemned.putIfAbsent(digest.hex(), now);
            }
        });
    }

    List<Digest> blobsDue(Instant condemned, String after, int limit) {
        return due(blobs, condemned, after, limit);
    }

    List<Digest> chunksDue(Instant condemned, String after, int limit) {
        return due(chunks, condemned, after, limit);
    }

    private static List<Digest> due(NavigableMap<String, Instant> all, Instant condemned, String after, int limit) {
        return all.tailMap(after, false).entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(condemned))
                .limit(limit)
                .map(entry -> new Digest(entry.getKey()))
                .toList();
    }

    boolean condemnedBlob(Digest blob) {
        return blobs.containsKey(blob.hex());
    }

    boolean condemnedChunk(Digest chunk) {
        return chunks.containsKey(chunk.hex());
    }

    int condemnedBlobs() {
        return blobs.size();
    }

    Set<String> condemnedChunks() {
        return Set.copyOf(chunks.keySet());
    }

    Instant sentenced(Digest digest, Instant otherwise) {
        Instant chunk = chunks.getOrDefault(digest.hex(), otherwise);
        return blobs.getOrDefault(digest.hex(), chunk);
    }

    void goneBlob(Digest blob) {
        blobs.remove(blob.hex());
    }

    void goneChunk(Digest chunk) {
        chunks.remove(chunk.hex());
    }
}
