package dev.stemma.registry.outbound.panache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Unavailable;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What is PostgreSQL's own. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresDatabaseTest {

    private final PanacheTransactions transactions;
    private final Database database;
    private final Jdbc jdbc;

    @Inject
    PostgresDatabaseTest(PanacheTransactions transactions, Database database, Jdbc jdbc) {
        this.transactions = transactions;
        this.database = database;
        this.jdbc = jdbc;
    }

    @Test
    void aLostConnectionIsSaidToBeOneAndTheNextCallGetsAnother() {
        Unavailable thrown = assertThrows(
                Unavailable.class,
                () -> transactions.write(
                        () -> jdbc.query("select pg_terminate_backend(pg_backend_pid())", row -> row.getBoolean(1))));
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, thrown.code());
        assertEquals(
                1,
                transactions
                        .read(() -> jdbc.first("select 1", row -> row.getInt(1)))
                        .orElseThrow());
    }

    @Test
    void aConnectionLostInsideALargerTransactionUndoesAllOfIt() {
        assertThrows(
                Unavailable.class,
                () -> transactions.inTransaction(() -> {
                    transactions.run(() -> jdbc.update(
                            "insert into policy (scope, policy_text, change_sequence, updated_by, updated_at)"
                                    + " values ('lost', '', 1, 'ada', now())"));
                    return transactions.write(() ->
                            jdbc.query("select pg_terminate_backend(pg_backend_pid())", row -> row.getBoolean(1)));
                }));
        assertEquals(
                Optional.empty(),
                transactions.read(() -> jdbc.first("select 1 from policy where scope = 'lost'", row -> row.getInt(1))));
    }

    @Test
    void aServerThatKeepsItsCommitsHasNoProblem() throws SQLException {
        assertEquals(Optional.empty(), database.durabilityProblem());
    }
}
