package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** Blob stores for tests over any object store. */
final class Stores {

    /** For all stores of this process: what a test leaves here is found by the next one. */
    static final Path SCRATCH = scratch();

    private Stores() {}

    private static Path scratch() {
        try {
            Path folder = Files.createTempDirectory("stemma-scratch-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoreFixture over(ObjectStore objects) {
        return new StoreFixture(open(objects, new InMemoryBlobIndex()), objects);
    }

    static PackedBlobStore open(ObjectStore objects, BlobIndex index) {
        return new PackedBlobStore(objects, index, UUID::randomUUID, SCRATCH, Clock.systemUTC());
    }
}
