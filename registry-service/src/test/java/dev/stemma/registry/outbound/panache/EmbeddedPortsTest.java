package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.port.AllPortsContract;
import dev.stemma.registry.port.Ports;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

/** All contracts on H2, under the settings of the embedded server. */
@QuarkusTest
final class EmbeddedPortsTest implements AllPortsContract {

    private final DatabasePorts ports;

    @Inject
    EmbeddedPortsTest(DatabasePorts ports) {
        this.ports = ports;
    }

    @Override
    public Ports ports() {
        return ports;
    }
}
