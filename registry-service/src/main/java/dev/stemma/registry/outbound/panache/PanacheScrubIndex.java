package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.Digest;
import dev.stemma.blob.ScrubIndex;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@Singleton
final class PanacheScrubIndex implements ScrubIndex {

    private static final String PACK =
            "select object_key, coalesce(shrunk_digest, digest), size_bytes from stored_pack ";
    private static final String BLOB = "select digest, size_bytes, recipe_key from stored_blob ";

    private final PanacheTransactions transactions;
    private final PlaceDrop packs;
    private final LeaseRows leases;
    private final Jdbc jdbc;

    @Inject
    PanacheScrubIndex(PanacheTransactions transactions, PlaceDrop packs, LeaseRows leases, Jdbc jdbc) {
        this.transactions = transactions;
        this.packs = packs;
        this.leases = leases;
        this.jdbc = jdbc;
    }

    private static StoredPack pack(ResultSet row) throws SQLException {
        return new StoredPack(row.getString(1), new Digest(row.getString(2)), row.getLong(3));
    }

    private static IndexedBlob blob(ResultSet row) throws SQLException {
        return new IndexedBlob(new Digest(row.getString(1)), row.getLong(2), row.getString(3));
    }

    @Override
    public List<StoredPack> packs(String after, int limit) {
        return transactions.read(() -> jdbc.query(
                PACK + "where object_key > ? order by object_key fetch first ? rows only",
                PanacheScrubIndex::pack,
                after,
                limit));
    }

    @Override
    public List<StoredPack> stale(Instant before, int limit) {
        return transactions.read(() -> jdbc.query(
                PACK + "where verified_at < ? order by verified_at, object_key fetch first ? rows only",
                PanacheScrubIndex::pack,
                before,
                limit));
    }

    @Override
    public List<IndexedBlob> blobs(String after, int limit) {
        return transactions.read(() -> jdbc.query(
                BLOB + "where digest > ? order by digest fetch first ? rows only",
                PanacheScrubIndex::blob,
                after,
                limit));
    }

    @Override
    public void markBad(String packKey, Collection<Digest> chunks) {
        transactions.run(() -> {
            List<Long> ids =
                    jdbc.query("select id from stored_pack where object_key = ?", row -> row.getLong(1), packKey);
            if (ids.isEmpty()) {
                return;
            }
            leases.lockPacks(ids);
            packs.shrink(Set.copyOf(ids));
            var _ = Blocks.of(chunks, Digest::hex, block -> {
                var _ = jdbc.update(
                        "update chunk_location set bad_at = current_timestamp where pack_id = any(?) and digest = any(?)"
                                + " and bad_at is null",
                        ids,
                        block);
                return List.of();
            });
        });
    }

    @Override
    public void markBad(IndexedBlob blob) {
        mark(blob, "current_timestamp");
    }

    @Override
    public void markGood(IndexedBlob blob) {
        mark(blob, "null");
    }

    private void mark(IndexedBlob blob, String when) {
        transactions.run(() -> jdbc.update(
                "update stored_blob set bad_at = " + when + " where digest = ? and recipe_key = ? and bad_at is "
                        + (when.equals("null") ? "not null" : "null"),
                blob.digest().hex(),
                blob.recipeKey()));
    }

    @Override
    public void verified(String packKey, Instant when) {
        transactions.run(
                () -> jdbc.update("update stored_pack set verified_at = ? where object_key = ?", when, packKey));
    }

    @Override
    public Optional<Instant> oldestVerified() {
        return transactions.read(() -> jdbc.first(
                "select verified_at from stored_pack order by verified_at, object_key fetch first 1 rows only",
                row -> row.getObject(1, OffsetDateTime.class).toInstant()));
    }

    @Override
    public Set<Digest> madeOf(Collection<Digest> chunks) {
        return transactions.read(() -> {
            Set<Digest> touched = new HashSet<>(chunks);
            Set<Digest> open = new HashSet<>(chunks);
            while (!open.isEmpty()) {
                open = new HashSet<>(digests("""
                        select distinct c.digest from chunk_base b
                        join chunk_location c on c.pack_id = b.pack_id and c.position = b.position
                        where b.base_digest = any(?)
                        """, open));
                open.removeAll(touched);
                touched.addAll(open);
            }
            return new HashSet<>(
                    digests("select distinct blob_digest from blob_chunk where chunk_digest = any(?)", touched));
        });
    }

    private List<Digest> digests(String sql, Collection<Digest> keys) {
        return Blocks.of(keys, Digest::hex, block -> jdbc.query(sql, row -> new Digest(row.getString(1)), block));
    }
}
