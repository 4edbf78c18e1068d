package dev.stemma.blob.packed;

import dev.stemma.blob.BlobStoreContract;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.object.MemoryObjectStore;
import java.time.Instant;

final class MemoryBlobStoreTest extends BlobStoreContract {

    @Override
    protected StoreFixture emptyStore() {
        return Stores.over(new MemoryObjectStore(() -> Instant.EPOCH));
    }
}
