package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.port.AllPortsContract;
import dev.stemma.registry.port.Ports;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** All contracts on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_PG_URL",
        matches = "jdbc:postgresql:.+",
        disabledReason = "NOT RUN ON POSTGRESQL: STEMMA_TEST_PG_URL names no server")
final class PostgresPortsTest implements AllPortsContract {

    private final DatabasePorts ports;

    @Inject
    PostgresPortsTest(DatabasePorts ports) {
        this.ports = ports;
    }

    @Override
    public Ports ports() {
        return ports;
    }
}
