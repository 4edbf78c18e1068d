package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.port.AllPortsContract;
import dev.stemma.registry.port.Ports;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** All contracts on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresPortsTest implements AllPortsContract {

    private final DatabasePorts ports;
    private final HeldWorkers.Hold workers;

    @Inject
    PostgresPortsTest(DatabasePorts ports, HeldWorkers.Hold workers) {
        this.ports = ports;
        this.workers = workers;
    }

    @AfterEach
    void letWorkersGo() {
        workers.held = false;
    }

    @Override
    public Ports ports() {
        workers.held = true;
        return ports;
    }
}
