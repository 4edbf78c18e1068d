package dev.stemma.blob.object.around;

import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.ObjectStoreContract;
import java.time.Instant;
import java.util.Random;

/** Decorators one inside the other still are an object store. */
final class DecoratedStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore emptyStore() {
        ObjectStore memory = new MemoryObjectStore(() -> Instant.EPOCH);
        ObjectStore retrying = new Retrying(memory, new ByteBudget(1 << 20), time -> {}, new Random(1));
        return new Metered(new Verifying(retrying), (operation, took, bytes, failed) -> {}, () -> 0);
    }
}
