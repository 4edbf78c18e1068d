package dev.stemma.registry.outbound.panache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.stemma.registry.model.ErrorCode;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "53300", "40P01", "40001", "90098", "90020", "HYT00"})
    void aDatabaseOutOfReachIsSeenBelowEveryWrapping(String state) {
        Exception failure =
                new IllegalStateException(new RuntimeException(new SQLException("secret host name", state)));
        var unavailable = DatabaseFailures.unavailable(failure).orElseThrow();
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, unavailable.code());
        assertEquals("the database can't be reached or is too busy; try again", unavailable.getMessage());
        assertSame(failure, unavailable.getCause());
    }

    @Test
    void anExhaustedPoolIsSeen() {
        assertEquals(
                true,
                DatabaseFailures.unavailable(new SQLException("Sorry, acquisition timeout!"))
                        .isPresent());
        assertEquals(
                true,
                DatabaseFailures.unavailable(new SQLTransientConnectionException("busy"))
                        .isPresent());
    }

    @Test
    void aFileThatH2CannotUseIsSeen() {
        SQLException general = new SQLException("General error", "HY000", new IOException("No space left on device"));
        assertEquals(true, DatabaseFailures.unavailable(general).isPresent());
        Exception commit = new IllegalStateException("could not commit");
        commit.addSuppressed(new IllegalStateException(general));
        assertEquals(true, DatabaseFailures.unavailable(commit).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "22001"})
    void aFaultOfOursIsNotTakenForOne(String state) {
        assertEquals(Optional.empty(), DatabaseFailures.unavailable(new SQLException("duplicate", state)));
        assertEquals(Optional.empty(), DatabaseFailures.unavailable(new IllegalStateException("no cause")));
        assertEquals(
                Optional.empty(), DatabaseFailures.unavailable(new RuntimeException(new IOException("a store's"))));
    }
}
