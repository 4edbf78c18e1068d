package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.GarbageContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

/** The collector's promises of the index on H2. */
@QuarkusTest
final class EmbeddedGarbageTest extends GarbageContract {

    private final ReferringPorts ports;

    @Inject
    EmbeddedGarbageTest(DatabasePorts ports) {
        this.ports = new ReferringPorts(ports);
    }

    @Override
    protected World world() {
        return ports;
    }
}
