package dev.stemma.registry.outbound.panache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Lets a migration of the embedded database that was interrupted begin again. H2 commits every change of a table at once, so half of a step
 * would stay and be in its own way. What the database held before a step is therefore kept beside it until all steps are done; a start
 * that finds such a copy puts it back first. Nothing is lost with that: nobody is served before the migration has ended.
 */
final class MigrationUndo {

    private MigrationUndo() {}

    /** Before the first step: puts the copy back, if there is one. */
    static void restore(Connection connection) throws SQLException {
        Optional<Path> copy = copy(connection).filter(Files::exists);
        if (copy.isPresent()) {
            execute(connection, "DROP ALL OBJECTS");
            execute(connection, "RUNSCRIPT FROM " + quoted(copy.get()));
            delete(copy.get());
        }
    }

    /** Before a step: keeps a copy. */
    static void save(Connection connection) throws SQLException {
        Optional<Path> copy = copy(connection);
        if (copy.isPresent()) {
            Path unfinished = copy.get().resolveSibling(copy.get().getFileName() + ".new");
            delete(unfinished);
            execute(connection, "SCRIPT TO " + quoted(unfinished));
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
                Files.move(unfinished, copy.get(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new SQLException("the database could not be copied before its migration", e);
            }
        }
    }

    /** After the last step. */
    static void forget(Connection connection) throws SQLException {
        Optional<Path> copy = copy(connection);
        if (copy.isPresent()) {
            delete(copy.get());
        }
    }

    /** Beside the files of an H2 database; nowhere for any other. */
    private static Optional<Path> copy(Connection connection) throws SQLException {
        if (!"H2".equals(connection.getMetaData().getDatabaseProductName())) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select database_path()")) {
            return rows.next()
                    ? Optional.ofNullable(rows.getString(1)).map(path -> Path.of(path + ".before-migration.sql"))
                    : Optional.empty();
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void delete(Path copy) throws SQLException {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new SQLException("the copy of the database from before its migration could not be removed", e);
        }
    }
}
