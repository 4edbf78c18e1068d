package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.hot.HotIndex;
import dev.stemma.blob.hot.HotIndexContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The index of hot files on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresHotIndexTest extends HotIndexContract {

    private final PanacheHotIndex index;

    @Inject
    PostgresHotIndexTest(PanacheHotIndex index) {
        this.index = index;
    }

    @Override
    protected HotIndex index() {
        return index;
    }
}
