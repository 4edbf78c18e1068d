package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.HotFile;
import dev.stemma.blob.hot.HotIndex;
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
final class PanacheHotIndex implements HotIndex {

    private static final String COLUMNS = "blob_digest, object_key, size_bytes, used_at";

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheHotIndex(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<HotFile> find(Digest blob) {
        return transactions.read(() -> jdbc.first(
                "select " + COLUMNS + " from hot_file where blob_digest = ?", PanacheHotIndex::file, blob.hex()));
    }

    private static HotFile file(ResultSet row) throws SQLException {
        return new HotFile(
                new Digest(row.getString(1)),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }

    @Override
    public boolean add(HotFile file) {
        return transactions.write(() -> jdbc.insertIfAbsent(
                "hot_file", COLUMNS, file.blob().hex(), file.key(), file.sizeBytes(), file.usedAt()));
    }

    @Override
    public void use(String key, Instant at) {
        transactions.run(() -> {
            var _ = jdbc.update("update hot_file set used_at = ? where object_key = ?", at, key);
        });
    }

    @Override
    public boolean drop(String key) {
        return transactions.write(() -> jdbc.update("delete from hot_file where object_key = ?", key) == 1);
    }

    @Override
    public List<HotFile> leastUsed(int limit) {
        return transactions.read(() -> jdbc.query(
                "select " + COLUMNS + " from hot_file order by used_at, object_key fetch first ? rows only",
                PanacheHotIndex::file,
                limit));
    }

    @Override
    public Set<String> known(Collection<String> keys) {
        if (keys.size() > MAX_BATCH) {
            throw new IllegalArgumentException("asked for " + keys.size() + " keys, at most " + MAX_BATCH);
        }
        return transactions.read(() -> new HashSet<>(jdbc.query(
                "select object_key from hot_file where object_key = any(?)", row -> row.getString(1), keys)));
    }

    @Override
    public long sizeBytes() {
        return transactions.read(
                () -> jdbc.first("select coalesce(sum(size_bytes), 0) from hot_file", row -> row.getLong(1))
                        .orElseThrow());
    }
}
