package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.CrashPoint;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Says how far a migration of the database has come. */
public final class MigrationSteps extends BaseCallback {

    /** Made by Flyway. */
    public MigrationSteps() {
        // Nothing to set up.
    }

    @Override
    public void handle(Event event, Context context) {
        switch (event) {
            case BEFORE_MIGRATE -> CrashPoint.at("migrate.begun");
            case BEFORE_EACH_MIGRATE -> CrashPoint.at("migrate.step.begun");
            case AFTER_EACH_MIGRATE_STATEMENT -> CrashPoint.at("migrate.statement.done");
            case AFTER_EACH_MIGRATE -> CrashPoint.at("migrate.step.done");
            case AFTER_MIGRATE -> CrashPoint.at("migrate.done");
            default -> {
                // Flyway has many other events.
            }
        }
    }
}
