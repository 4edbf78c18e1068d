package dev.stemma.registry.outbound.panache;

import dev.stemma.lineage.LineageStore;
import dev.stemma.lineage.LineageStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract of the lineage graph on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresLineageStoreTest extends LineageStoreContract {

    private final PanacheLineageStore store;

    @Inject
    PostgresLineageStoreTest(PanacheLineageStore store) {
        this.store = store;
    }

    @Override
    protected LineageStore store() {
        return store;
    }

    @Override
    protected String freshNamespace() {
        return "t" + UUID.randomUUID().toString().substring(0, 13);
    }
}
