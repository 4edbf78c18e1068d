package dev.stemma.registry.outbound.panache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A registry in use is brought to the newest schema: what it holds stays, and its versions wait to be encoded, oldest first. */
abstract class UpgradeContract {

    private static final String DIGEST = "0".repeat(63);

    /** Where an empty database is. */
    record Address(String url, String user, String password) {}

    /** An empty database. */
    abstract Address database() throws SQLException;

    /** Its kind, as the folder of its own steps is called. */
    abstract String kind();

    @Test
    void aFilledDatabaseOfTheFirstReleaseKeepsItsRowsAndGetsItsVersionsEncoded() throws SQLException {
        Address database = database();
        migrate(database, "1.1");
        run(database, filled());
        migrate(database, "latest");

        assertEquals(
                List.of("1 WAITING 0", "2 WAITING 0", "3 WAITING 0"),
                rows(database, "select version_id, state, attempts from encoding_job order by due_at"));
        assertEquals(
                List.of("0"),
                rows(
                        database,
                        "select count(*) from encoding_job j join published_version v on v.id = j.version_id"
                                + " where j.due_at <> v.created_at"));
        assertEquals(List.of("1"), rows(database, "select id from encoding_lock"));
        assertEquals(List.of("0"), rows(database, "select count(*) from blob_chunk"));
        assertEquals(
                List.of("1 packs/00/a.pack acme 2"),
                rows(database, "select id, object_key, owner, chunks from stored_pack"));
        assertEquals(
                List.of(DIGEST + "a 8 4", DIGEST + "b 70 5"),
                rows(database, "select digest, frame_offset, encoded_bytes from chunk_location order by position"));
        assertEquals(
                List.of(DIGEST + "c 9 recipes/00/c.rcp"),
                rows(database, "select digest, size_bytes, recipe_key from stored_blob"));
    }

    /** The new tables hang together with the old rows: chunks are supplied, places replaced, packs retired. */
    @Test
    void whatWasStoredBeforeCanBeEncodedAfterwards() throws SQLException {
        Address database = database();
        migrate(database, "1.1");
        run(database, filled());
        migrate(database, "latest");

        run(
                database,
                List.of(
                        "insert into blob_chunk values ('" + DIGEST + "c', '" + DIGEST + "a')",
                        "insert into chunk_base values ('" + DIGEST + "a', 1, 1)",
                        "insert into retired_pack values ('packs/00/a.pack', timestamp '2026-01-02 00:00:00')",
                        "delete from chunk_location where pack_id = 1",
                        "delete from stored_pack where id = 1"));
        assertEquals(List.of("0"), rows(database, "select count(*) from chunk_base"));
        assertEquals(List.of("1"), rows(database, "select count(*) from blob_chunk"));
    }

    private void migrate(Address database, String target) {
        var _ = Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration/common", "classpath:db/migration/" + kind())
                .target(target)
                .load()
                .migrate();
    }

    private static List<String> filled() {
        List<String> rows = new ArrayList<>();
        rows.add(
                "insert into name_entry (id, namespace, name, kind, description, versions, promotions, created_at, updated_at)"
                        + " values (1, 'acme', 'model', 'MODEL', '', 3, 0, %1$s, %1$s)".formatted(noon(0)));
        for (int i = 1; i <= 3; i++) {
            rows.add("insert into published_version (id, name_id, number, digest, message, created_by, created_at)"
                    + " values (%1$d, 1, %1$d, '%2$s%1$d', '', 'ada', %3$s)".formatted(i, DIGEST, noon(i)));
        }
        rows.add("insert into version_file values (1, 0, 'model.onnx', 9, '" + DIGEST + "c', 'application/onnx')");
        rows.add("insert into stored_pack (id, object_key, owner, digest, size_bytes, chunks)"
                + " values (1, 'packs/00/a.pack', 'acme', '" + DIGEST + "d', 400, 2)");
        rows.add("insert into chunk_location values (1, 0, '" + DIGEST + "a', 4, 8, 4, 0, '', 0)");
        rows.add("insert into chunk_location values (1, 1, '" + DIGEST + "b', 5, 70, 5, 0, '', 0)");
        rows.add("insert into stored_blob values ('" + DIGEST + "c', 9, 'recipes/00/c.rcp')");
        return rows;
    }

    private static String noon(int minute) {
        return "timestamp '2026-01-01 12:0" + minute + ":00'";
    }

    private static Connection connect(Address database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static void run(Address database, List<String> statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> rows(Address database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", cells));
            }
        }
        return rows;
    }
}
