package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobPlacesContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

/** Bases and dropped places in the blob index on H2. */
@QuarkusTest
final class EmbeddedBlobPlacesTest extends BlobPlacesContract {

    private final PanacheBlobIndex index;

    @Inject
    EmbeddedBlobPlacesTest(PanacheBlobIndex index) {
        this.index = index;
    }

    @Override
    protected BlobIndex index() {
        return index;
    }
}
