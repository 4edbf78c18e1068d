package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.hot.HotIndex;
import dev.stemma.blob.hot.HotIndexContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

/** The index of hot files on H2. */
@QuarkusTest
final class EmbeddedHotIndexTest extends HotIndexContract {

    private final PanacheHotIndex index;

    @Inject
    EmbeddedHotIndexTest(PanacheHotIndex index) {
        this.index = index;
    }

    @Override
    protected HotIndex index() {
        return index;
    }
}
