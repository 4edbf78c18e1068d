package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Unavailable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells a database that is out of reach, or too busy to answer, from a fault of ours. */
final class DatabaseFailures {

    /**
     * PostgreSQL: shutting down, starting, out of connections, out of disk, lock not available, deadlock. H2: closed, shutting down, closed
     * object, broken connection, file locked by another process, input or output failed, lock timeout. Both: serialization.
     */
    private static final Set<String> OUT_OF_REACH = Set.of(
            "57P01", "57P02", "57P03", "53300", "53100", "55P03", "40P01", "40001", "90098", "90121", "90007", "90067",
            "90020", "90028", "90031", "HYT00");

    private static final int DEEPEST = 32;

    private DatabaseFailures() {}

    /** The failure as {@code DATABASE_UNAVAILABLE} if that is what it is. */
    static Optional<Unavailable> unavailable(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql && outOfReach(sql)) {
                Unavailable unavailable = new Unavailable(
                        ErrorCode.DATABASE_UNAVAILABLE, "the database can't be reached or is too busy; try again");
                unavailable.initCause(failure);
                return Optional.of(unavailable);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean outOfReach(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        return state.startsWith("08")
                || OUT_OF_REACH.contains(state)
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || message.contains("acquisition timeout");
    }
}
