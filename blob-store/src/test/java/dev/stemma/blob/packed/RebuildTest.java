package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.chunk.FastCdc;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The objects alone hold everything that is needed to read files again. */
final class RebuildTest {

    @Test
    void filesCanBeReadAfterTheIndexWasLost() throws IOException {
        ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
        BlobStore before = Stores.open(objects, new InMemoryBlobIndex());
        byte[] bytes = TestFiles.random(1, 6 * FastCdc.MAX_BYTES + 5);
        before.put("alice", new ByteArrayInputStream(bytes), Digest.of(bytes), bytes.length);

        BlobStore after = Stores.open(objects, rebuilt(objects));
        assertEquals(before.find(Digest.of(bytes)), after.find(Digest.of(bytes)));
        try (InputStream in = after.open(Digest.of(bytes), 0, bytes.length)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    private static BlobIndex rebuilt(ObjectStore objects) throws IOException {
        BlobIndex index = new InMemoryBlobIndex();
        var _ = StoredObjects.index(objects, index);
        return index;
    }
}
