package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.port.StorageUse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Singleton
final class PanacheStorageUse implements StorageUse {

    private static final List<String> PARTS = List.of("version_file", "version_document");

    /** Whether the owner in the outer query has a place of its own of the chunk in the outer query. */
    private static final String OWN_PLACE =
            "exists (select 1 from chunk_location l join stored_pack o on o.id = l.pack_id where l.digest = %s and o.owner = %s)";

    private static final String LEANING_ELSEWHERE =
            """
            select distinct b.base_digest from chunk_base b join stored_pack p on p.id = b.pack_id
            where b.base_digest = any(?) and p.owner <> ? and (not %s or not %s)
            """.formatted(OWN_PLACE.formatted("b.base_digest", "p.owner"), OWN_PLACE.formatted("b.base_digest", "?"));

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheStorageUse(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    private record Pair(Digest key, Digest value) {}

    @Override
    public Map<Digest, Set<Digest>> chunks(Collection<Digest> blobs) {
        return pairs(blobs, "select blob_digest, chunk_digest from blob_chunk where blob_digest = any(?)");
    }

    @Override
    public Map<Digest, Set<Digest>> leaning(Collection<Digest> chunks, String namespace) {
        return pairs(chunks, """
                select distinct b.base_digest, c.digest from chunk_base b
                join chunk_location c on c.pack_id = b.pack_id and c.position = b.position
                join stored_pack p on p.id = b.pack_id
                where b.base_digest = any(?) and p.owner = ?
                """, namespace);
    }

    private Map<Digest, Set<Digest>> pairs(Collection<Digest> keys, String sql, Object... more) {
        Map<Digest, Set<Digest>> found = new HashMap<>();
        transactions
                .read(() -> Blocks.of(
                        keys,
                        Digest::hex,
                        block -> jdbc.query(
                                sql,
                                row -> new Pair(new Digest(row.getString(1)), new Digest(row.getString(2))),
                                arguments(block, more))))
                .forEach(pair -> found.computeIfAbsent(pair.key(), absent -> new HashSet<>())
                        .add(pair.value()));
        return found;
    }

    private static Object[] arguments(List<String> block, Object... more) {
        Object[] all = new Object[more.length + 1];
        all[0] = block;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    @Override
    public Map<Digest, Users> users(Collection<Digest> chunks, ModelName name) {
        Map<Digest, Users> found = new HashMap<>();
        for (User user : transactions.read(
                () -> Blocks.of(chunks, Digest::hex, block -> usersOf(block, name.namespace(), name.name())))) {
            found.merge(user.chunk(), user.users(), Users::and);
        }
        return found;
    }

    private record User(Digest chunk, Users users) {}

    private List<User> usersOf(List<String> block, String namespace, String name) {
        List<User> found = new ArrayList<>(jdbc.query(
                LEANING_ELSEWHERE,
                row -> new User(new Digest(row.getString(1)), new Users(0, 0, true)),
                block,
                namespace,
                namespace));
        for (String part : PARTS) {
            String sql = usersThrough(part);
            found.addAll(jdbc.query(
                    sql,
                    row -> new User(
                            new Digest(row.getString(1)), new Users(row.getInt(2), row.getInt(3), row.getInt(4) == 1)),
                    namespace,
                    name,
                    namespace,
                    name,
                    namespace,
                    name,
                    block,
                    namespace,
                    namespace));
        }
        return found;
    }

    private static String usersThrough(String part) {
        return """
            select b.chunk_digest,
                min(case when n.namespace = ? and n.name = ? then v.number end),
                max(case when n.namespace = ? and n.name = ? then v.number end),
                max(case when n.namespace = ? and n.name = ? then 0 else 1 end)
            from blob_chunk b
            join %s f on f.digest = b.blob_digest
            join published_version v on v.id = f.version_id
            join name_entry n on n.id = v.name_id
            where b.chunk_digest = any(?) and (n.namespace = ? or not %s or not %s)
            group by b.chunk_digest
            """.formatted(
                part, OWN_PLACE.formatted("b.chunk_digest", "n.namespace"), OWN_PLACE.formatted("b.chunk_digest", "?"));
    }
}
