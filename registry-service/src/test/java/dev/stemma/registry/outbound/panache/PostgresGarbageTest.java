package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.GarbageContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The collector's promises of the index on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresGarbageTest extends GarbageContract {

    private final ReferringPorts ports;

    @Inject
    PostgresGarbageTest(DatabasePorts ports) {
        this.ports = new ReferringPorts(ports);
    }

    @Override
    protected World world() {
        return ports;
    }
}
