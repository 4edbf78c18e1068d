package dev.stemma.blob.packed;

import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.object.ObjectStore;
import java.util.UUID;

/** Blob stores for tests over any object store. */
final class Stores {

    private Stores() {}

    static StoreFixture over(ObjectStore objects) {
        return new StoreFixture(new PackedBlobStore(objects, new InMemoryBlobIndex(), UUID::randomUUID), objects);
    }
}
