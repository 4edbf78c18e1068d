package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.Digest;
import dev.stemma.blob.GarbageIndex;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@Singleton
final class PanacheGarbage implements GarbageIndex {

    private final PanacheTransactions transactions;
    private final GarbageMarks marks;
    private final GarbageRemoval removal;
    private final Jdbc jdbc;

    @Inject
    PanacheGarbage(PanacheTransactions transactions, GarbageMarks marks, GarbageRemoval removal, Jdbc jdbc) {
        this.transactions = transactions;
        this.marks = marks;
        this.removal = removal;
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return transactions.read(() -> jdbc.first(
                        "select current_timestamp",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElseThrow());
    }

    @Override
    public List<IndexedBlob> unknown(int limit) {
        return transactions.read(() -> jdbc.query(
                "select digest, size_bytes, recipe_key from stored_blob b where " + GarbageMarks.UNKNOWN
                        + " order by digest fetch first ? rows only",
                row -> new IndexedBlob(new Digest(row.getString(1)), row.getLong(2), row.getString(3)),
                limit));
    }

    @Override
    public Marked mark(Instant now) {
        return transactions.write(() -> marks.mark(now));
    }

    /** Carries what it found out of a transaction that is undone. */
    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Marked found;

        Undo(Marked found) {
            super("undone on purpose", null, false, false);
            this.found = found;
        }
    }

    @Override
    public Marked wouldMark(Instant now) {
        try {
            return transactions.<Marked>write(() -> {
                throw new Undo(marks.mark(now));
            });
        } catch (Undo undo) {
            return undo.found;
        }
    }

    @Override
    public List<Digest> blobsDue(Instant condemned, String after, int limit) {
        return due("condemned_blob", condemned, after, limit);
    }

    @Override
    public List<Digest> chunksDue(Instant condemned, String after, int limit) {
        return due("condemned_chunk", condemned, after, limit);
    }

    private List<Digest> due(String table, Instant condemned, String after, int limit) {
        return transactions.read(() -> jdbc.query(
                "select digest from " + table
                        + " where condemned_at <= ? and digest > ? order by digest fetch first ? rows only",
                row -> new Digest(row.getString(1)),
                condemned,
                after,
                limit));
    }

    @Override
    public int removeBlobs(Collection<Digest> blobs, Instant now) {
        return transactions.write(() -> removal.blobs(blobs, now));
    }

    @Override
    public int removeChunks(Collection<Digest> chunks, Instant now) {
        return transactions.write(() -> removal.chunks(chunks, now));
    }

    @Override
    public List<String> sparse(int limit) {
        return transactions.read(() -> jdbc.query("""
                select p.object_key from stored_pack p join chunk_location c on c.pack_id = p.id
                where p.shrunk_digest is not null
                group by p.object_key, p.size_bytes
                having 2 * sum(cast(c.encoded_bytes as bigint)) < p.size_bytes
                order by p.object_key fetch first ? rows only
                """, row -> row.getString(1), limit));
    }

    @Override
    public Set<String> known(Collection<String> objectKeys) {
        return transactions.read(() -> {
            Set<String> known = new HashSet<>();
            for (String from : List.of(
                    "object_key from stored_pack where object_key",
                    "object_key from retired_pack where object_key",
                    "recipe_key from stored_blob where recipe_key")) {
                known.addAll(Blocks.of(
                        objectKeys,
                        key -> key,
                        block -> jdbc.query("select " + from + " = any(?)", row -> row.getString(1), block)));
            }
            return known;
        });
    }
}
