package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.Holders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

@Singleton
final class PanacheHolders implements Holders {

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheHolders(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public List<Held> of(Collection<Digest> blobs) {
        List<Held> found = new ArrayList<>(transactions.read(() -> held("f.path", "version_file", blobs)));
        found.addAll(transactions.read(() -> held("'(' || f.role || ')'", "version_document", blobs)));
        found.sort(Comparator.comparing((Held held) -> held.version().name().toString())
                .thenComparingInt(held -> held.version().number())
                .thenComparing(Held::path));
        return List.copyOf(found);
    }

    private List<Held> held(String path, String table, Collection<Digest> blobs) {
        return Blocks.of(
                blobs,
                Digest::hex,
                block -> jdbc.query(
                        "select n.namespace, n.name, v.number, " + path + ", f.digest from " + table + " f"
                                + " join published_version v on v.id = f.version_id and v.removed_at is null"
                                + " join name_entry n on n.id = v.name_id where f.digest = any(?)",
                        row -> new Held(
                                new VersionId(new ModelName(row.getString(1), row.getString(2)), row.getInt(3)),
                                row.getString(4),
                                new Digest(row.getString(5))),
                        block));
    }
}
