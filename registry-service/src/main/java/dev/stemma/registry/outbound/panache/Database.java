package dev.stemma.registry.outbound.panache;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which database this is, and what only that one can be told. */
@Singleton
public final class Database {

    private final DataSource source;
    private volatile @Nullable Boolean embedded;

    @Inject
    Database(DataSource source) {
        this.source = source;
    }

    /** Whether it is H2 in this process; asked once. */
    boolean embedded(Connection connection) throws SQLException {
        Boolean known = embedded;
        if (known == null) {
            known = "H2".equals(connection.getMetaData().getDatabaseProductName());
            embedded = known;
        }
        return known;
    }

    /**
     * Brings what was committed to stable storage. H2 leaves it with the operating system otherwise; PostgreSQL has done so before its
     * commit returned. Takes a connection of its own, so it must not be called inside a transaction.
     */
    void sync() throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (embedded(connection)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT SYNC");
                }
            }
        }
    }

    /**
     * What makes this database forget acknowledged commits, in one sentence for an operator; empty when nothing does. Meant for a check
     * at start.
     *
     * @throws SQLException when the database can't be reached
     */
    public Optional<String> durabilityProblem() throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (embedded(connection)) {
                return "0"
                                .equals(
                                        setting(
                                                connection,
                                                "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'"))
                        ? Optional.empty()
                        : Optional.of("H2 delays its writes: add ;WRITE_DELAY=0 to quarkus.datasource.jdbc.url");
            }
            for (String name : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                if ("off".equals(setting(connection, "show " + name))) {
                    return Optional.of("PostgreSQL runs with " + name + " = off and loses commits: switch it on");
                }
            }
            return Optional.empty();
        }
    }

    private static String setting(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
