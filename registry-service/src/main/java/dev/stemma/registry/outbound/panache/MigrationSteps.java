package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.CrashPoint;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Goes along with a migration of the database, so that one that was interrupted can begin again. */
public final class MigrationSteps extends BaseCallback {

    /** Made by Flyway. */
    public MigrationSteps() {
        // Nothing to set up.
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            handle(event, context.getConnection());
        } catch (SQLException e) {
            throw new FlywayException("the database could not be copied, or put back, around its migration", e);
        }
    }

    private static void handle(Event event, Connection connection) throws SQLException {
        switch (event) {
            case BEFORE_MIGRATE -> {
                MigrationUndo.restore(connection);
                CrashPoint.at("migrate.begun");
            }
            case BEFORE_EACH_MIGRATE -> {
                MigrationUndo.save(connection);
                CrashPoint.at("migrate.step.begun");
            }
            case AFTER_EACH_MIGRATE_STATEMENT -> CrashPoint.at("migrate.statement.done");
            case AFTER_EACH_MIGRATE -> CrashPoint.at("migrate.step.done");
            case AFTER_MIGRATE -> {
                MigrationUndo.forget(connection);
                CrashPoint.at("migrate.done");
            }
            default -> {
                // Flyway has many other events.
            }
        }
    }
}
