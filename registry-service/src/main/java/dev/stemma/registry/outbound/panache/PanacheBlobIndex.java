package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

@Singleton
final class PanacheBlobIndex implements BlobIndex {

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;
    private final PlaceRows places;
    private final PlaceDrop drop;
    private final LeaseRows leases;

    @Inject
    PanacheBlobIndex(PanacheTransactions transactions, Jdbc jdbc, PlaceRows places, PlaceDrop drop, LeaseRows leases) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.places = places;
        this.drop = drop;
        this.leases = leases;
    }

    @Override
    public Optional<IndexedBlob> blob(Digest digest) {
        return transactions.read(() -> stored(digest, " and bad_at is null"));
    }

    private Optional<IndexedBlob> stored(Digest digest, String lock) {
        return jdbc.first(
                "select size_bytes, recipe_key from stored_blob where digest = ?" + lock,
                row -> new IndexedBlob(digest, row.getLong(1), row.getString(2)),
                digest.hex());
    }

    @Override
    public IndexedBlob addBlob(IndexedBlob blob, Collection<Digest> chunks) {
        return transactions.write(() -> {
            boolean added = jdbc.insertIfAbsent(
                    "stored_blob",
                    "digest, size_bytes, recipe_key",
                    blob.digest().hex(),
                    blob.sizeBytes(),
                    blob.recipeKey());
            if (added) {
                addChunks(blob.digest(), chunks);
                return blob;
            }
            return addAgain(blob, chunks);
        });
    }

    /** The lock lets one of two who supply the chunks at once find those of the other. */
    private IndexedBlob addAgain(IndexedBlob blob, Collection<Digest> chunks) {
        IndexedBlob kept =
                stored(blob.digest(), chunks.isEmpty() ? "" : " for update").orElseThrow();
        if (replacedBad(blob)) {
            var _ = jdbc.update(
                    "delete from blob_chunk where blob_digest = ?",
                    blob.digest().hex());
            addChunks(blob.digest(), chunks);
            return blob;
        }
        if (!chunks.isEmpty()
                && kept.recipeKey().equals(blob.recipeKey())
                && storedChunks(blob.digest()).isEmpty()) {
            addChunks(blob.digest(), chunks);
        }
        return kept;
    }

    /** A recipe that was found damaged makes room for another one of the same file. */
    private boolean replacedBad(IndexedBlob blob) {
        var _ = jdbc.update("""
                insert into retired_pack (object_key, retired_at)
                select b.recipe_key, b.bad_at from stored_blob b where b.digest = ? and b.bad_at is not null
                and not exists (select 1 from retired_pack r where r.object_key = b.recipe_key)
                """, blob.digest().hex());
        return jdbc.update(
                        "update stored_blob set recipe_key = ?, bad_at = null where digest = ? and bad_at is not null",
                        blob.recipeKey(),
                        blob.digest().hex())
                == 1;
    }

    private void addChunks(Digest blob, Collection<Digest> chunks) {
        jdbc.insertAll(
                "blob_chunk",
                "blob_digest, chunk_digest",
                chunks.stream()
                        .distinct()
                        .map(chunk -> new Object[] {blob.hex(), chunk.hex()})
                        .toList());
    }

    @Override
    public Set<Digest> chunksOf(Digest blob) {
        return transactions.read(() -> new HashSet<>(storedChunks(blob)));
    }

    private List<Digest> storedChunks(Digest blob) {
        return jdbc.query(
                "select chunk_digest from blob_chunk where blob_digest = ?",
                row -> new Digest(row.getString(1)),
                blob.hex());
    }

    @Override
    public Optional<IndexedPack> pack(String owner, Digest digest) {
        return transactions.read(() -> storedPack(owner, digest));
    }

    private Optional<IndexedPack> storedPack(String owner, Digest digest) {
        return jdbc.first(
                "select object_key, size_bytes, chunks from stored_pack where owner = ? and digest = ?",
                row -> new IndexedPack(row.getString(1), owner, digest, row.getLong(2), row.getInt(3)),
                owner,
                digest.hex());
    }

    @Override
    public List<IndexedPack> addPacks(List<NewPack> packs) {
        return transactions.write(() -> {
            boolean leaning = packs.stream().anyMatch(NewPack::leans);
            if (leaning) {
                places.lockBases();
            }
            SortedMap<String, IndexedPack> kept = new TreeMap<>();
            List<Long> added = new ArrayList<>();
            inOrder(packs).forEach((name, pack) -> kept.put(name, keep(pack, added)));
            if (leaning) {
                places.checkBases(added);
            }
            return packs.stream().map(pack -> kept.get(name(pack.pack()))).toList();
        });
    }

    /** Everybody inserts in the same order, so that two who add the same packs never wait for each other in a ring. */
    private static SortedMap<String, NewPack> inOrder(List<NewPack> packs) {
        SortedMap<String, NewPack> sorted = new TreeMap<>();
        packs.forEach(pack -> sorted.putIfAbsent(name(pack.pack()), pack));
        return sorted;
    }

    private static String name(IndexedPack pack) {
        return pack.digest().hex() + pack.owner();
    }

    /** The pack that is now there; the row of one that was added is put to the others. */
    private IndexedPack keep(NewPack given, List<Long> added) {
        IndexedPack pack = given.pack();
        Optional<IndexedPack> present = Optional.empty();
        while (present.isEmpty()) {
            if (insert(pack)) {
                long id = id(pack);
                places.add(id, given.locations());
                added.add(id);
                return pack;
            }
            // Empty only if it was retired a moment ago; then its place is free.
            present = storedPack(pack.owner(), pack.digest());
        }
        return present.get();
    }

    private boolean insert(IndexedPack pack) {
        return jdbc.insertIfAbsent(
                "stored_pack",
                "object_key, owner, digest, size_bytes, chunks",
                pack.key(),
                pack.owner(),
                pack.digest().hex(),
                pack.sizeBytes(),
                pack.chunks());
    }

    private long id(IndexedPack pack) {
        return jdbc.first(
                        "select id from stored_pack where owner = ? and digest = ?",
                        row -> row.getLong(1),
                        pack.owner(),
                        pack.digest().hex())
                .orElseThrow();
    }

    @Override
    public Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
        if (chunks.size() > MAX_BATCH) {
            throw new IllegalArgumentException("asked for " + chunks.size() + " chunks, at most " + MAX_BATCH);
        }
        return transactions.read(() -> {
            Map<Digest, List<ChunkLocation>> found = new HashMap<>();
            places.ofChunks(chunks)
                    .forEach(placed -> found.computeIfAbsent(
                                    placed.place().chunk().digest(), absent -> new ArrayList<>())
                            .add(placed.place()));
            return found;
        });
    }

    @Override
    public List<ChunkLocation> chunksIn(String packKey) {
        return transactions.read(() -> places.inPacks(List.of(packKey)).stream()
                .map(PlaceRows.Placed::place)
                .toList());
    }

    @Override
    public int drop(Collection<ChunkLocation> given, Instant now) {
        return given.isEmpty() ? 0 : transactions.write(() -> drop.drop(given, now));
    }

    @Override
    public List<String> retired(Instant before, int limit) {
        return transactions.read(() -> jdbc.query(
                "select object_key from retired_pack where retired_at < ? order by retired_at, object_key"
                        + " fetch first ? rows only",
                row -> row.getString(1),
                before,
                limit));
    }

    @Override
    public void forget(Collection<String> keys) {
        transactions.run(() -> Blocks.of(keys, key -> key, block -> {
            var _ = jdbc.update("delete from retired_pack where object_key = any(?)", block);
            return List.of();
        }));
    }

    @Override
    public Set<Digest> hold(Lease lease, Collection<Digest> needed) {
        return transactions.write(() -> {
            leases.add(lease, needed);
            Set<Digest> gone = new HashSet<>(needed);
            gone.removeAll(leases.lockBlobs(needed));
            gone.removeAll(leases.lockChunks(needed));
            leases.reprieve("condemned_blob", needed);
            leases.reprieve("condemned_chunk", needed);
            return Set.copyOf(gone);
        });
    }

    @Override
    public void release(String holder) {
        transactions.run(() -> leases.remove(holder));
    }

    @Override
    public Set<Digest> keep(Collection<Digest> blobs) {
        return transactions.write(() -> {
            Set<Digest> gone = new HashSet<>(blobs);
            gone.removeAll(leases.lockBlobs(blobs));
            leases.reprieve("condemned_blob", blobs);
            return Set.copyOf(gone);
        });
    }
}
