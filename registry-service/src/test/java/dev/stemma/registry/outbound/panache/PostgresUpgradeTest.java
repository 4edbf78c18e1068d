package dev.stemma.registry.outbound.panache;

import static dev.stemma.registry.testing.PostgresDatabase.environment;

import dev.stemma.registry.testing.PostgresDatabase;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Upgrades of PostgreSQL. */
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresUpgradeTest extends UpgradeContract {

    private @Nullable PostgresDatabase own;

    @AfterEach
    void drop() throws SQLException {
        Objects.requireNonNull(own).close();
    }

    @Override
    Address database() throws SQLException {
        own = PostgresDatabase.create();
        return new Address(own.url(), environment("STEMMA_TEST_PG_USER"), environment("STEMMA_TEST_PG_PASSWORD"));
    }

    @Override
    String kind() {
        return "postgresql";
    }
}
