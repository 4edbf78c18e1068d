package dev.stemma.blob;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index that forgets when the process ends: for tests and for looking at a store without a database. */
public final class InMemoryBlobIndex implements BlobIndex {

    private record PackName(String owner, Digest digest) {}

    private final Map<Digest, IndexedBlob> blobs = new HashMap<>();
    private final Map<PackName, IndexedPack> packs = new HashMap<>();
    private final Map<Digest, List<ChunkLocation>> locations = new HashMap<>();

    @Override
    public synchronized Optional<IndexedBlob> blob(Digest digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    @Override
    public synchronized IndexedBlob addBlob(IndexedBlob blob) {
        return blobs.computeIfAbsent(blob.digest(), absent -> blob);
    }

    @Override
    public synchronized Optional<IndexedPack> pack(String owner, Digest digest) {
        return Optional.ofNullable(packs.get(new PackName(owner, digest)));
    }

    @Override
    public synchronized List<IndexedPack> addPacks(List<NewPack> added) {
        return added.stream().map(this::addPack).toList();
    }

    private IndexedPack addPack(NewPack added) {
        IndexedPack pack = added.pack();
        IndexedPack present = packs.putIfAbsent(new PackName(pack.owner(), pack.digest()), pack);
        if (present != null) {
            return present;
        }
        for (ChunkLocation location : added.locations()) {
            locations
                    .computeIfAbsent(location.chunk().digest(), absent -> new ArrayList<>())
                    .add(location);
        }
        return pack;
    }

    @Override
    public synchronized Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
        if (chunks.size() > MAX_BATCH) {
            throw new IllegalArgumentException("Asked for " + chunks.size() + " chunks, at most " + MAX_BATCH);
        }
        Map<Digest, List<ChunkLocation>> found = new HashMap<>();
        for (Digest chunk : chunks) {
            List<ChunkLocation> places = locations.get(chunk);
            if (places != null) {
                found.put(chunk, List.copyOf(places));
            }
        }
        return found;
    }
}
