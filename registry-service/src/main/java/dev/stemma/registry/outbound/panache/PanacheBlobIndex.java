package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

@Singleton
final class PanacheBlobIndex implements BlobIndex {

    private static final int HEX = 2 * Digest.BYTES;

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheBlobIndex(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<IndexedBlob> blob(Digest digest) {
        return transactions.read(() -> stored(digest));
    }

    private Optional<IndexedBlob> stored(Digest digest) {
        return jdbc.first(
                "select size_bytes, recipe_key from stored_blob where digest = ?",
                row -> new IndexedBlob(digest, row.getLong(1), row.getString(2)),
                digest.hex());
    }

    @Override
    public IndexedBlob addBlob(IndexedBlob blob) {
        return transactions.write(() -> {
            jdbc.insertIfAbsent(
                    "stored_blob",
                    "digest, size_bytes, recipe_key",
                    blob.digest().hex(),
                    blob.sizeBytes(),
                    blob.recipeKey());
            return stored(blob.digest()).orElseThrow();
        });
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
            inOrder(packs).forEach(this::add);
            return packs.stream()
                    .map(NewPack::pack)
                    .map(pack -> storedPack(pack.owner(), pack.digest()).orElseThrow())
                    .toList();
        });
    }

    /** Everybody inserts in the same order, so that two who add the same packs never wait for each other in a ring. */
    private static Collection<NewPack> inOrder(List<NewPack> packs) {
        Map<String, NewPack> sorted = new TreeMap<>();
        packs.forEach(pack ->
                sorted.putIfAbsent(pack.pack().digest().hex() + pack.pack().owner(), pack));
        return sorted.values();
    }

    private void add(NewPack added) {
        IndexedPack pack = added.pack();
        boolean inserted = jdbc.insertIfAbsent(
                "stored_pack",
                "object_key, owner, digest, size_bytes, chunks",
                pack.key(),
                pack.owner(),
                pack.digest().hex(),
                pack.sizeBytes(),
                pack.chunks());
        if (inserted) {
            long id = jdbc.first(
                            "select id from stored_pack where owner = ? and digest = ?",
                            row -> row.getLong(1),
                            pack.owner(),
                            pack.digest().hex())
                    .orElseThrow();
            List<Object[]> rows = new ArrayList<>();
            added.locations().forEach(location -> rows.add(row(id, rows.size(), location)));
            jdbc.insertAll(
                    "chunk_location",
                    "pack_id, position, digest, size_bytes, frame_offset, encoded_bytes, codec, bases, depth",
                    rows);
        }
    }

    private static Object[] row(long packId, int position, ChunkLocation location) {
        return new Object[] {
            packId,
            position,
            location.chunk().digest().hex(),
            location.chunk().sizeBytes(),
            location.offset(),
            location.encodedBytes(),
            location.codec(),
            location.bases().stream().map(Digest::hex).collect(Collectors.joining()),
            location.depth()
        };
    }

    private static List<Digest> bases(String hex) {
        List<Digest> bases = new ArrayList<>();
        for (int at = 0; at < hex.length(); at += HEX) {
            bases.add(new Digest(hex.substring(at, at + HEX)));
        }
        return bases;
    }

    @Override
    public Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
        if (chunks.size() > MAX_BATCH) {
            throw new IllegalArgumentException("asked for " + chunks.size() + " chunks, at most " + MAX_BATCH);
        }
        return transactions.read(() -> {
            Map<Digest, List<ChunkLocation>> found = new HashMap<>();
            List<ChunkLocation> locations = Blocks.of(
                    chunks,
                    Digest::hex,
                    block -> jdbc.query(
                            """
                    select c.digest, c.size_bytes, p.object_key, p.owner, c.frame_offset, c.encoded_bytes, c.codec, c.bases, c.depth
                    from chunk_location c join stored_pack p on p.id = c.pack_id
                    where c.digest = any(?) order by c.pack_id, c.position
                    """,
                            row -> new ChunkLocation(
                                    new Chunk(new Digest(row.getString(1)), row.getInt(2)),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getLong(5),
                                    row.getInt(6),
                                    row.getInt(7),
                                    bases(row.getString(8)),
                                    row.getInt(9)),
                            block));
            locations.forEach(location -> found.computeIfAbsent(location.chunk().digest(), absent -> new ArrayList<>())
                    .add(location));
            return found;
        });
    }
}
