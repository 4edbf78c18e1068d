package dev.stemma.blob;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An index that forgets when the process ends: for tests and for looking at a store without a database. */
public final class InMemoryBlobIndex implements BlobIndex {

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

    @Override
    public synchronized Optional<IndexedBlob> blob(Digest digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    @Override
    public synchronized IndexedBlob addBlob(IndexedBlob blob, Collection<Digest> made) {
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
            List<ChunkLocation> here = places.of(chunk);
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
        for (ChunkLocation place : dropped) {
            Held pack = held.get(place.packKey());
            if (pack != null && pack.places().remove(place) && pack.places().isEmpty()) {
                retire(pack.pack(), now);
            }
        }
        return dropped.size();
    }

    private void retire(IndexedPack pack, Instant now) {
        packs.remove(PackName.of(pack));
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
}
