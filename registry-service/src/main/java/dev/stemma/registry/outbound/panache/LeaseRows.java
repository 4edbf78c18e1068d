package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Leases, and the row locks that pushes and the collector share. A chunk is guarded by the rows of the packs that hold it, a file by its own
 * row; both are taken in sorted order. Whoever relies on something looks again once he has the lock, and so does whoever removes it.
 */
@Singleton
final class LeaseRows {

    private final Jdbc jdbc;

    @Inject
    LeaseRows(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a lease; those of one holder wait for each other. */
    void add(Lease lease, Collection<Digest> needed) {
        var _ = jdbc.insertIfAbsent("lease_holder", "holder, lease_until", lease.holder(), lease.until());
        var _ = jdbc.first(
                "select holder from lease_holder where holder = ? for update", row -> row.getString(1), lease.holder());
        var _ = jdbc.update(
                "update lease_holder set lease_until = ? where holder = ? and lease_until < ?",
                lease.until(),
                lease.holder(),
                lease.until());
        Set<String> sorted = new TreeSet<>();
        needed.forEach(digest -> sorted.add(digest.hex()));
        // Not by asking first which are there: H2 would look through all that the holder has, for every window of a
        // push.
        jdbc.insertAllIfAbsent(
                "lease",
                "holder, digest",
                sorted.stream()
                        .map(digest -> new Object[] {lease.holder(), digest})
                        .toList());
    }

    void remove(String holder) {
        var _ = jdbc.update("delete from lease_holder where holder = ?", holder);
    }

    /** Those of the chunks that have a location, whose packs are locked until the transaction ends. */
    Set<Digest> lockChunks(Collection<Digest> chunks) {
        lockPacks(Blocks.of(
                chunks,
                Digest::hex,
                block -> jdbc.query(
                        "select distinct pack_id from chunk_location where digest = any(?)",
                        row -> row.getLong(1),
                        block)));
        return there("chunk_location", chunks);
    }

    void lockPacks(Collection<Long> packs) {
        if (!packs.isEmpty()) {
            var _ = jdbc.query(
                    "select id from stored_pack where id = any(?) order by id for update",
                    row -> row.getLong(1),
                    List.copyOf(new TreeSet<>(packs)));
        }
    }

    /** Those of the files that are there, whose rows are locked until the transaction ends. */
    Set<Digest> lockBlobs(Collection<Digest> blobs) {
        Set<String> sorted = new TreeSet<>();
        blobs.forEach(blob -> sorted.add(blob.hex()));
        return new HashSet<>(Blocks.of(
                sorted,
                hex -> hex,
                block -> jdbc.query(
                        "select digest from stored_blob where digest = any(?) and bad_at is null order by digest for update",
                        row -> new Digest(row.getString(1)),
                        block)));
    }

    private Set<Digest> there(String table, Collection<Digest> wanted) {
        return new HashSet<>(Blocks.of(
                wanted,
                Digest::hex,
                block -> jdbc.query(
                        "select distinct digest from " + table + " where digest = any(?) and bad_at is null",
                        row -> new Digest(row.getString(1)),
                        block)));
    }

    /** Takes sentences back, in the order in which the collector does. */
    void reprieve(String table, Collection<Digest> digests) {
        var _ = Blocks.of(digests, Digest::hex, block -> {
            var _ = jdbc.query(
                    "select digest from " + table + " where digest = any(?) order by digest for update",
                    row -> row.getString(1),
                    block);
            var _ = jdbc.update("delete from " + table + " where digest = any(?)", block);
            return List.of();
        });
    }
}
