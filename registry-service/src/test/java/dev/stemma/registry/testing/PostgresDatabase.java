package dev.stemma.registry.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database of its own on the PostgreSQL that {@code STEMMA_TEST_PG_URL} names; closing it drops it, connections or not. */
public final class PostgresDatabase implements AutoCloseable {

    private final String name = "test" + UUID.randomUUID().toString().replace("-", "");

    private PostgresDatabase() {}

    /** Makes an empty one. */
    public static PostgresDatabase create() throws SQLException {
        var database = new PostgresDatabase();
        execute("create database " + database.name);
        return database;
    }

    /** Its JDBC URL. */
    public String url() {
        String url = environment("STEMMA_TEST_PG_URL");
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }

    @Override
    public void close() throws SQLException {
        execute("drop database if exists " + name + " with (force)");
    }

    /** A variable that script/test sets. */
    public static String environment(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " is not set");
        }
        return value;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        environment("STEMMA_TEST_PG_URL"),
                        environment("STEMMA_TEST_PG_USER"),
                        environment("STEMMA_TEST_PG_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
