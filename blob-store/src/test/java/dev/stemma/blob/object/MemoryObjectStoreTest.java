package dev.stemma.blob.object;

import java.time.Instant;

final class MemoryObjectStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore emptyStore() {
        return new MemoryObjectStore(() -> Instant.EPOCH);
    }
}
