package dev.stemma.registry.outbound.panache;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Commits rows one by one on several connections, and prints the number of each once its commit was acknowledged, until it is killed.
 * Arguments: the URL, the first number, and {@code sync} to wait for stable storage as the server does.
 */
final class DurabilityWriter {

    private static final int THREADS = 4;

    private DurabilityWriter() {}

    public static void main(String[] args) throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create(args[0], "stemma", "");
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists acknowledged (n bigint primary key, padding varchar(200))");
        }
        Database database = new Database(pool);
        GroupSync durability = new GroupSync(() -> {
            try {
                database.sync();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        AtomicLong next = new AtomicLong(Long.parseLong(args[1]));
        boolean sync = args[2].equals("sync");
        PrintStream out = new PrintStream(System.out, true);
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().start(() -> {
                try (Connection connection = pool.getConnection()) {
                    connection.setAutoCommit(false);
                    while (true) {
                        long n = next.getAndIncrement();
                        insert(connection, n);
                        if (sync) {
                            durability.await();
                        }
                        out.print(n + "\n");
                        out.flush();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private static void insert(Connection connection, long n) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into acknowledged values (?, ?)")) {
            insert.setLong(1, n);
            insert.setString(2, "x".repeat(200));
            insert.executeUpdate();
        }
        connection.commit();
    }
}
