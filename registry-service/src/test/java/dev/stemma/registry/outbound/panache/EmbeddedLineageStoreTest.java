package dev.stemma.registry.outbound.panache;

import dev.stemma.lineage.LineageStore;
import dev.stemma.lineage.LineageStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;

/** The contract of the lineage graph on H2. */
@QuarkusTest
final class EmbeddedLineageStoreTest extends LineageStoreContract {

    private final PanacheLineageStore store;

    @Inject
    EmbeddedLineageStoreTest(PanacheLineageStore store) {
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
