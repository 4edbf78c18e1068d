package dev.stemma.blob;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An index that forgets when the process ends: for tests and for looking at a store without a database. */
public final class InMemoryBlobIndex implements BlobIndex, GarbageIndex, ScrubIndex {

    private record PackName(String owner, Digest digest) {

        static PackName of(IndexedPack pack) {
            return new PackName(pack.owner(), pack.digest());
        }
    }

    /** A pack and what it still holds. */
    private record Held(IndexedPack pack, List<ChunkLocation> places) {}

    private final Map<Digest, IndexedBlob> blobs = new HashMap<>();
    private final Map<Digest, Set<Digest>> chunks = new HashMap<>();
    private final Map<PackName, IndexedPack> packs = new HashMap<>();
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Instant> retired = new HashMap<>();
    private final PlacesInMemory places = new PlacesInMemory();
    private final GarbageInMemory garbage;
    private final Set<Digest> badBlobs = new HashSet<>();
    private final Map<String, Instant> verified = new HashMap<>();

    /** An index of which nothing is referred to by anything outside, for uses without a collector. */
    public InMemoryBlobIndex() {
        this(Set::of, Clock.systemUTC());
    }

    /** An index of files of which something outside refers to those given when asked for. */
    public InMemoryBlobIndex(Supplier<Set<Digest>> referenced, Clock clock) {
        this.garbage = new GarbageInMemory(referenced, clock);
    }

    @Override
    public synchronized Optional<IndexedBlob> blob(Digest digest) {
        return Optional.ofNullable(badBlobs.contains(digest) ? null : blobs.get(digest));
    }

    @Override
    public synchronized IndexedBlob addBlob(IndexedBlob blob, Collection<Digest> made) {
        if (badBlobs.remove(blob.digest())) {
            retired.put(Objects.requireNonNull(blobs.remove(blob.digest())).recipeKey(), garbage.now());
        }
        IndexedBlob kept = blobs.computeIfAbsent(blob.digest(), absent -> blob);
        if (kept.recipeKey().equals(blob.recipeKey()) && !made.isEmpty()) {
            chunks.put(blob.digest(), Set.copyOf(made));
        }
        return kept;
    }

    @Override
    public synchronized Set<Digest> chunksOf(Digest blob) {
        return chunks.getOrDefault(blob, Set.of());
    }

    @Override
    public synchronized Optional<IndexedPack> pack(String owner, Digest digest) {
        return Optional.ofNullable(packs.get(new PackName(owner, digest)));
    }

    @Override
    public synchronized List<IndexedPack> addPacks(List<NewPack> given) {
        Map<PackName, NewPack> fresh = new LinkedHashMap<>();
        for (NewPack added : given) {
            PackName name = PackName.of(added.pack());
            if (!packs.containsKey(name)) {
                fresh.putIfAbsent(name, added);
            }
        }
        places.add(fresh.values().stream()
                .flatMap(added -> added.locations().stream())
                .toList());
        fresh.forEach((name, added) -> {
            packs.put(name, added.pack());
            held.put(added.pack().key(), new Held(added.pack(), new ArrayList<>(added.locations())));
        });
        return given.stream()
                .map(added -> pack(added.pack().owner(), added.pack().digest()).orElseThrow())
                .toList();
    }

    @Override
    public synchronized Map<Digest, List<ChunkLocation>> locate(Collection<Digest> wanted) {
        if (wanted.size() > MAX_BATCH) {
            throw new IllegalArgumentException("Asked for " + wanted.size() + " chunks, at most " + MAX_BATCH);
        }
        Map<Digest, List<ChunkLocation>> found = new HashMap<>();
        for (Digest chunk : wanted) {
            List<ChunkLocation> here = places.sound(chunk);
            if (!here.isEmpty()) {
                found.put(chunk, List.copyOf(here));
            }
        }
        return found;
    }

    @Override
    public synchronized List<ChunkLocation> chunksIn(String packKey) {
        Held pack = held.get(packKey);
        return pack == null ? List.of() : List.copyOf(pack.places());
    }

    @Override
    public synchronized int drop(Collection<ChunkLocation> given, Instant now) {
        List<ChunkLocation> dropped = places.drop(given);
        leavePacks(dropped, now);
        return dropped.size();
    }

    private void leavePacks(List<ChunkLocation> dropped, Instant now) {
        for (ChunkLocation place : dropped) {
            Held pack = held.get(place.packKey());
            if (pack != null && pack.places().remove(place)) {
                packs.remove(PackName.of(pack.pack()), pack.pack());
                if (pack.places().isEmpty()) {
                    retire(pack.pack(), now);
                }
            }
        }
    }

    private void retire(IndexedPack pack, Instant now) {
        held.remove(pack.key());
        retired.put(pack.key(), now);
    }

    @Override
    public synchronized List<String> retired(Instant before, int limit) {
        return retired.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(before))
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void forget(Collection<String> keys) {
        keys.forEach(retired::remove);
    }

    @Override
    public synchronized Set<Digest> hold(Lease lease, Collection<Digest> needed) {
        garbage.hold(lease, needed);
        return needed.stream()
                .filter(digest -> places.sound(digest).isEmpty() && blob(digest).isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void release(String holder) {
        garbage.release(holder);
    }

    @Override
    public synchronized Set<Digest> keep(Collection<Digest> wanted) {
        garbage.reprieve(wanted);
        return wanted.stream().filter(blob -> blob(blob).isEmpty()).collect(Collectors.toSet());
    }

    @Override
    public Instant now() {
        return garbage.now();
    }

    private boolean isUnknown(IndexedBlob blob) {
        return blob.sizeBytes() > 0 && !chunks.containsKey(blob.digest());
    }

    @Override
    public synchronized List<IndexedBlob> unknown(int limit) {
        return blobs.values().stream().filter(this::isUnknown).limit(limit).toList();
    }

    @Override
    public synchronized Marked mark(Instant now) {
        Set<Digest> markable = unknown(1).isEmpty() ? places.chunks() : Set.of();
        garbage.mark(blobs.keySet(), markable, garbage.needed(blobs.values(), chunks, places), now);
        return marked(garbage.condemnedBlobs(), garbage.condemnedChunks());
    }

    @Override
    public synchronized Marked wouldMark(Instant now) {
        GarbageInMemory.Needed needed = garbage.needed(blobs.values(), chunks, places);
        Set<String> doomed = places.chunks().stream()
                .filter(chunk -> unknown(1).isEmpty() && !needed.chunks().contains(chunk))
                .map(Digest::hex)
                .collect(Collectors.toSet());
        return marked(
                (int) blobs.keySet().stream()
                        .filter(blob -> !needed.blobs().contains(blob))
                        .count(),
                doomed);
    }

    private Marked marked(int condemnedBlobs, Set<String> condemnedChunks) {
        long bytes = condemnedChunks.stream()
                .flatMap(hex -> places.of(new Digest(hex)).stream())
                .mapToLong(ChunkLocation::encodedBytes)
                .sum();
        return new Marked(
                condemnedBlobs,
                condemnedChunks.size(),
                bytes,
                unknown(Integer.MAX_VALUE).size());
    }

    @Override
    public synchronized List<Digest> blobsDue(Instant condemned, String after, int limit) {
        return garbage.blobsDue(condemned, after, limit);
    }

    @Override
    public synchronized List<Digest> chunksDue(Instant condemned, String after, int limit) {
        return garbage.chunksDue(condemned, after, limit);
    }

    @Override
    public synchronized int removeBlobs(Collection<Digest> doomed, Instant now) {
        Set<Digest> needed = garbage.neededBlobs();
        int removed = 0;
        for (Digest blob : doomed) {
            if (garbage.condemnedBlob(blob) && !needed.contains(blob)) {
                IndexedBlob row = blobs.remove(blob);
                if (row != null) {
                    chunks.remove(blob);
                    retired.put(row.recipeKey(), garbage.sentenced(blob, now));
                    removed++;
                }
                garbage.goneBlob(blob);
            }
        }
        return removed;
    }

    @Override
    public synchronized int removeChunks(Collection<Digest> doomed, Instant now) {
        int removed = 0;
        for (Digest chunk : doomed) {
            boolean needed = garbage.isLeased(chunk) || chunks.values().stream().anyMatch(some -> some.contains(chunk));
            if (garbage.condemnedChunk(chunk) && !needed) {
                List<ChunkLocation> gone = places.removeIdle(chunk);
                leavePacks(gone, garbage.sentenced(chunk, now));
                removed += gone.size();
                if (places.of(chunk).isEmpty()) {
                    garbage.goneChunk(chunk);
                }
            }
        }
        return removed;
    }

    @Override
    public synchronized List<String> sparse(int limit) {
        return held.values().stream()
                .filter(pack -> pack.places().size() < pack.pack().chunks())
                .filter(pack -> 2
                                * pack.places().stream()
                                        .mapToLong(ChunkLocation::encodedBytes)
                                        .sum()
                        < pack.pack().sizeBytes())
                .map(pack -> pack.pack().key())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Set<String> known(Collection<String> objectKeys) {
        Set<String> recipes =
                blobs.values().stream().map(IndexedBlob::recipeKey).collect(Collectors.toSet());
        return objectKeys.stream()
                .filter(key -> held.containsKey(key) || retired.containsKey(key) || recipes.contains(key))
                .collect(Collectors.toSet());
    }

    private StoredPack stored(IndexedPack pack) {
        return new StoredPack(pack.key(), pack.digest(), pack.sizeBytes());
    }

    @Override
    public synchronized List<StoredPack> packs(String after, int limit) {
        return new TreeMap<>(held)
                .tailMap(after, false).values().stream()
                        .limit(limit)
                        .map(pack -> stored(pack.pack()))
                        .toList();
    }

    @Override
    public synchronized List<StoredPack> stale(Instant before, int limit) {
        return held.values().stream()
                .filter(pack -> when(pack.pack().key()).isBefore(before))
                .sorted(Comparator.comparing(pack -> when(pack.pack().key())))
                .limit(limit)
                .map(pack -> stored(pack.pack()))
                .toList();
    }

    private Instant when(String packKey) {
        return verified.getOrDefault(packKey, Instant.EPOCH);
    }

    @Override
    public synchronized List<IndexedBlob> blobs(String after, int limit) {
        return blobs.values().stream()
                .filter(blob -> blob.digest().hex().compareTo(after) > 0)
                .sorted(Comparator.comparing(blob -> blob.digest().hex()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void markBad(String packKey, Collection<Digest> some) {
        Held pack = held.get(packKey);
        if (pack != null) {
            packs.remove(PackName.of(pack.pack()), pack.pack());
            pack.places().stream()
                    .filter(place -> some.contains(place.chunk().digest()))
                    .forEach(places::markBad);
        }
    }

    @Override
    public synchronized void markBad(IndexedBlob blob) {
        if (blob.equals(blobs.get(blob.digest()))) {
            badBlobs.add(blob.digest());
        }
    }

    @Override
    public synchronized void markGood(IndexedBlob blob) {
        if (blob.equals(blobs.get(blob.digest()))) {
            badBlobs.remove(blob.digest());
        }
    }

    @Override
    public synchronized void verified(String packKey, Instant when) {
        verified.put(packKey, when);
    }

    @Override
    public synchronized Optional<Instant> oldestVerified() {
        return held.keySet().stream().map(this::when).min(Comparator.naturalOrder());
    }

    @Override
    public synchronized Set<Digest> madeOf(Collection<Digest> some) {
        Set<Digest> touched = new HashSet<>(some);
        int before = 0;
        while (before < touched.size()) {
            before = touched.size();
            places.chunks().stream()
                    .filter(chunk -> places.of(chunk).stream()
                            .anyMatch(place -> place.bases().stream().anyMatch(touched::contains)))
                    .forEach(touched::add);
        }
        return chunks.entrySet().stream()
                .filter(file -> file.getValue().stream().anyMatch(touched::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
