package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndexContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

/** The contract of the blob index on H2. */
@QuarkusTest
final class EmbeddedBlobIndexTest extends BlobIndexContract {

    private final PanacheBlobIndex index;

    @Inject
    EmbeddedBlobIndexTest(PanacheBlobIndex index) {
        this.index = index;
    }

    @Override
    protected BlobIndex index() {
        return index;
    }
}
