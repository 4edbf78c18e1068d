package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.RemovedVersions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;

@Singleton
final class PanacheRemovedVersions implements RemovedVersions {

    private static final String LIST = """
            select n.namespace, n.name, v.number, n.kind, v.removed_at,
                (select coalesce(sum(f.size_bytes), 0) from version_file f where f.version_id = v.id),
                (select coalesce(sum(cast(l.encoded_bytes as bigint)), 0) from chunk_location l where l.digest in
                    (select c.chunk_digest from version_file f join blob_chunk c on c.blob_digest = f.digest where f.version_id = v.id)
                    and not exists (select 1 from blob_chunk o join version_file s on s.digest = o.blob_digest
                        join published_version w on w.id = s.version_id and w.removed_at is null
                        where o.chunk_digest = l.digest)
                    and not exists (select 1 from chunk_base a
                        join chunk_location d on d.pack_id = a.pack_id and d.position = a.position
                        join blob_chunk o on o.chunk_digest = d.digest join version_file s on s.digest = o.blob_digest
                        join published_version w on w.id = s.version_id and w.removed_at is null
                        where a.base_digest = l.digest))
            from published_version v join name_entry n on n.id = v.name_id
            where v.removed_at is not null and exists
                (select 1 from version_file f join stored_blob b on b.digest = f.digest where f.version_id = v.id)
            order by v.removed_at, v.id fetch first ? rows only
            """;

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheRemovedVersions(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public List<Gone> list(int limit) {
        return transactions.read(() -> jdbc.query(
                LIST,
                row -> new Gone(
                        new VersionId(new ModelName(row.getString(1), row.getString(2)), row.getInt(3)),
                        Kind.valueOf(row.getString(4)),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getLong(6),
                        row.getLong(7)),
                limit));
    }
}
