package dev.stemma.registry.outbound.panache;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL on the transaction's own connection, for what entities do badly: rows by the thousand, inserts that may lose a race, and
 * conditional updates. An argument may be an {@link Instant}, an {@link Optional}, or a {@link Collection} for {@code = any(?)}.
 */
@Singleton
final class Jdbc {

    private static final String DUPLICATE = "23505";
    private static final int BATCH = 1_000;

    private final EntityManager entities;
    private final Database database;

    @Inject
    Jdbc(EntityManager entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    <T> List<T> query(String sql, Row<T> row, Object... args) {
        return on(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, args);
                    ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.of(rows));
                }
                return found;
            }
        });
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... args) {
        return query(sql, row, args).stream().findFirst();
    }

    /** How many rows it changed. */
    int update(String sql, Object... args) {
        return on(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, args)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Inserts one row unless its key is taken; waits for a rival that has not committed yet. Says whether it did. */
    boolean insertIfAbsent(String table, String columns, Object... values) {
        String sql = insert(table, columns);
        return on(connection -> {
            boolean embedded = database.embedded(connection);
            String text = embedded ? sql : sql + " on conflict do nothing";
            try (PreparedStatement statement = prepared(connection, text, values)) {
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                // H2 undoes only the statement, so the transaction can go on; PostgreSQL never comes here.
                if (embedded && DUPLICATE.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Inserts rows whose keys are free. */
    void insertAll(String table, String columns, Collection<Object[]> rows) {
        insertAll(rows, _ -> insert(table, columns));
    }

    /** Inserts rows of nothing but their key, unless they are there; waits for rivals that have not committed yet. */
    void insertAllIfAbsent(String table, String key, Collection<Object[]> rows) {
        insertAll(
                rows,
                embedded -> embedded
                        ? "merge into " + table + " (" + key + ") key (" + key + ") values (" + marks(key) + ")"
                        : insert(table, key) + " on conflict do nothing");
    }

    private void insertAll(Collection<Object[]> rows, Function<Boolean, String> sql) {
        if (rows.isEmpty()) {
            return;
        }
        on(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.apply(database.embedded(connection)))) {
                int waiting = 0;
                for (Object[] row : rows) {
                    bind(statement, row);
                    statement.addBatch();
                    if (++waiting % BATCH == 0) {
                        statement.executeBatch();
                    }
                }
                statement.executeBatch();
                return true;
            }
        });
    }

    private static String insert(String table, String columns) {
        return "insert into " + table + " (" + columns + ") values (" + marks(columns) + ")";
    }

    private static String marks(String columns) {
        return Arrays.stream(columns.split(",", -1)).map(column -> "?").collect(Collectors.joining(", "));
    }

    private <T> T on(Work<T> work) {
        entities.flush();
        return entities.unwrap(Session.class).doReturningWork(work::with);
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... args) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, args);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object... args) throws SQLException {
        for (int i = 0; i < args.length; i++) {
            statement.setObject(i + 1, bound(statement, args[i]));
        }
    }

    private static @Nullable Object bound(PreparedStatement statement, Object arg) throws SQLException {
        return switch (arg) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Optional<?> optional -> optional.isPresent() ? bound(statement, optional.get()) : null;
            case Collection<?> collection -> array(statement, collection);
            default -> arg;
        };
    }

    private static Array array(PreparedStatement statement, Collection<?> values) throws SQLException {
        boolean numbers = values.stream().anyMatch(Long.class::isInstance);
        return statement.getConnection().createArrayOf(numbers ? "bigint" : "varchar", values.toArray());
    }

    /** Reads one row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
