package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.port.AllPortsContract;
import dev.stemma.registry.port.Ports;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;

/** All contracts on H2, under the settings of the embedded server. */
@QuarkusTest
final class EmbeddedPortsTest implements AllPortsContract {

    private final DatabasePorts ports;
    private final HeldWorkers.Hold workers;

    @Inject
    EmbeddedPortsTest(DatabasePorts ports, HeldWorkers.Hold workers) {
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
