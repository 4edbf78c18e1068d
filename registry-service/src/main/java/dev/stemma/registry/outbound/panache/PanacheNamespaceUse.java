package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.port.NamespaceUse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

@Singleton
final class PanacheNamespaceUse implements NamespaceUse {

    private static final String ACTUAL = """
            (select n.namespace, sum(f.size_bytes) as actual from name_entry n
            join published_version v on v.name_id = n.id and v.removed_at is null
            join version_file f on f.version_id = v.id group by n.namespace)""";

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheNamespaceUse(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public Use of(String namespace) {
        return transactions.read(() -> jdbc.first(
                        "select used_bytes, quota_bytes from namespace_use where namespace = ?",
                        PanacheNamespaceUse::use,
                        namespace)
                .orElse(new Use(0, OptionalLong.empty())));
    }

    private static Use use(ResultSet row) throws SQLException {
        long used = row.getLong(1);
        long quota = row.getLong(2);
        return new Use(used, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(quota));
    }

    @Override
    public boolean add(String namespace, long bytes) {
        return transactions.write(() -> {
            ensure(namespace);
            return jdbc.update(
                            "update namespace_use set used_bytes = used_bytes + ? where namespace = ?"
                                    + " and (cast(? as bigint) <= 0 or quota_bytes is null or used_bytes + ? <= quota_bytes)",
                            bytes,
                            namespace,
                            bytes,
                            bytes)
                    == 1;
        });
    }

    private void ensure(String namespace) {
        var _ = jdbc.insertIfAbsent("namespace_use", "namespace, used_bytes", namespace, 0L);
    }

    @Override
    public void limit(String namespace, OptionalLong quotaBytes) {
        transactions.run(() -> {
            ensure(namespace);
            Optional<Long> quota = quotaBytes.isPresent() ? Optional.of(quotaBytes.getAsLong()) : Optional.empty();
            var _ = jdbc.update(
                    "update namespace_use set quota_bytes = cast(? as bigint) where namespace = ?", quota, namespace);
        });
    }

    @Override
    public List<Difference> differences() {
        return transactions.read(() -> jdbc.query(
                "select u.namespace, u.used_bytes, coalesce(a.actual, 0) from namespace_use u left join " + ACTUAL
                        + " a on a.namespace = u.namespace where u.used_bytes <> coalesce(a.actual, 0)"
                        + " union all select a.namespace, 0, a.actual from " + ACTUAL
                        + " a where a.actual <> 0 and not exists"
                        + " (select 1 from namespace_use u where u.namespace = a.namespace)",
                row -> new Difference(row.getString(1), row.getLong(2), row.getLong(3))));
    }

    @Override
    public void recount() {
        transactions.run(() -> differences().forEach(wrong -> {
            ensure(wrong.namespace());
            var _ = jdbc.update(
                    "update namespace_use set used_bytes = ? where namespace = ?",
                    wrong.actualBytes(),
                    wrong.namespace());
        }));
    }
}
