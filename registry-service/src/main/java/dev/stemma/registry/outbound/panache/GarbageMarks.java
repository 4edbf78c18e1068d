package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.GarbageIndex.Marked;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Finds out, in the database, what is needed, and condemns the rest. */
@Singleton
final class GarbageMarks {

    /** Of a file {@code b}: it must have chunks, and the index does not know them. */
    static final String UNKNOWN =
            "b.size_bytes > 0 and not exists (select 1 from blob_chunk c where c.blob_digest = b.digest)";

    private static final String LEASED = """
            exists (select 1 from lease l join lease_holder h on h.holder = l.holder
                where l.digest = b.digest and h.lease_until > current_timestamp)""";

    /** Of a file {@code b}. */
    static final String NEEDED = """
            (exists (select 1 from version_file f join published_version v on v.id = f.version_id
                where f.digest = b.digest and v.removed_at is null)
            or exists (select 1 from version_document d join published_version v on v.id = d.version_id
                where d.digest = b.digest and v.removed_at is null)
            or %s)""".formatted(LEASED);

    private final Jdbc jdbc;

    @Inject
    GarbageMarks(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Marked mark(Instant now) {
        lock();
        run("delete from lease_holder where lease_until <= current_timestamp");
        reprieve("condemned_blob", "b.digest in (select b.digest from stored_blob b where " + NEEDED + ")");
        run(
                "insert into condemned_blob (digest, condemned_at) select b.digest, cast(? as timestamp(6) with time zone)"
                        + " from stored_blob b where not " + NEEDED
                        + " and not exists (select 1 from condemned_blob k where k.digest = b.digest)",
                now);
        long unknown = count("select count(*) from stored_blob b where " + UNKNOWN);
        if (unknown == 0) {
            chunks(now);
        }
        return new Marked(
                count("select count(*) from condemned_blob"),
                count("select count(*) from condemned_chunk"),
                count("select coalesce(sum(cast(c.encoded_bytes as bigint)), 0) from chunk_location c"
                        + " join condemned_chunk k on k.digest = c.digest"),
                unknown);
    }

    private void chunks(Instant now) {
        run("delete from needed_chunk");
        run("insert into needed_chunk (digest) select distinct b.digest from lease b where " + LEASED);
        run("""
                insert into needed_chunk (digest) select distinct c.chunk_digest from blob_chunk c
                where not exists (select 1 from condemned_blob k where k.digest = c.blob_digest)
                and not exists (select 1 from needed_chunk n where n.digest = c.chunk_digest)
                """);
        int more = 1;
        while (more > 0) {
            more = run("""
                    insert into needed_chunk (digest) select distinct b.base_digest from chunk_base b
                    join chunk_location c on c.pack_id = b.pack_id and c.position = b.position
                    join needed_chunk n on n.digest = c.digest
                    where not exists (select 1 from needed_chunk x where x.digest = b.base_digest)
                    """);
        }
        reprieve("condemned_chunk", "exists (select 1 from needed_chunk n where n.digest = b.digest)");
        reprieve("condemned_chunk", "not exists (select 1 from chunk_location c where c.digest = b.digest)");
        run("""
                insert into condemned_chunk (digest, condemned_at)
                select distinct c.digest, cast(? as timestamp(6) with time zone) from chunk_location c
                where not exists (select 1 from needed_chunk n where n.digest = c.digest)
                and not exists (select 1 from condemned_chunk k where k.digest = c.digest)
                """, now);
    }

    /** Until the transaction ends, nobody else collects. */
    void lock() {
        var _ = jdbc.first("select id from collection_lock where id = 1 for update", row -> row.getInt(1));
    }

    /** Locks rows in the order in which pushes do. */
    private void reprieve(String table, String where) {
        var _ = Blocks.of(
                jdbc.query(
                        "select b.digest from " + table + " b where " + where + " order by b.digest for update",
                        row -> row.getString(1)),
                digest -> digest,
                block -> {
                    run("delete from " + table + " where digest = any(?)", block);
                    return List.of();
                });
    }

    private int run(String sql, Object... args) {
        return jdbc.update(sql, args);
    }

    private long count(String sql) {
        return jdbc.first(sql, row -> row.getLong(1)).orElseThrow();
    }
}
