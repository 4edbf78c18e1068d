package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Unavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
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

    private DatabaseFailures() {}

    /** The failure as {@code DATABASE_UNAVAILABLE} if that is what it is. */
    static Optional<Unavailable> unavailable(Throwable failure) {
        if (reasons(failure).stream().noneMatch(DatabaseFailures::outOfReach)) {
            return Optional.empty();
        }
        Unavailable unavailable = new Unavailable(
                ErrorCode.DATABASE_UNAVAILABLE, "the database can't be reached or is too busy; try again");
        unavailable.initCause(failure);
        return Optional.of(unavailable);
    }

    /** A failure, its causes, and what they suppress: a commit that failed has its reason there. */
    private static Set<Throwable> reasons(Throwable failure) {
        Set<Throwable> reasons = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> ahead = new ArrayDeque<>(List.of(failure));
        while (!ahead.isEmpty()) {
            Throwable next = ahead.pop();
            if (reasons.add(next)) {
                ahead.addAll(List.of(next.getSuppressed()));
                if (next.getCause() != null) {
                    ahead.add(next.getCause());
                }
            }
        }
        return reasons;
    }

    private static boolean outOfReach(Throwable reason) {
        return reason instanceof SQLException sql && (outOfReach(sql) || cannotUseItsFile(sql));
    }

    /** H2 calls it a general error when the system lets it neither write nor force its file. */
    private static boolean cannotUseItsFile(SQLException e) {
        return reasons(e).stream().anyMatch(IOException.class::isInstance);
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
