package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.BrokenStream;
import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections that break in the middle of a chunk. */
final class BrokenReadTest {

    private final BreakingStore objects = new BreakingStore();
    private final BlobStore store = Stores.over(objects).blobs();
    private final byte[] bytes = TestFiles.random(1, 100_000);

    @Test
    void aChunkWhoseReadBreaksOnceIsReadAgain() throws IOException {
        store.put("alice", new ByteArrayInputStream(bytes), Digest.of(bytes), bytes.length);
        objects.breaks = 1;
        assertArrayEquals(bytes, read());
        assertEquals(0, objects.breaks);
    }

    @Test
    void aReadThatKeepsBreakingIsUnavailableForTheMoment() throws IOException {
        store.put("alice", new ByteArrayInputStream(bytes), Digest.of(bytes), bytes.length);
        objects.breaks = 2;
        StoreUnavailable e = assertThrows(StoreUnavailable.class, this::read);
        assertTrue(e.passing());
        assertArrayEquals(bytes, read());
    }

    private byte[] read() throws IOException {
        try (InputStream in = store.open(Digest.of(bytes), 0, bytes.length)) {
            return in.readAllBytes();
        }
    }

    private static final class BreakingStore implements ObjectStore {
        private final ObjectStore inner = new MemoryObjectStore(() -> Instant.EPOCH);
        private int breaks;

        @Override
        public InputStream open(String key, long offset, long length) {
            if (breaks > 0 && key.startsWith("packs/")) {
                breaks--;
                return BrokenStream.after(new byte[1000], new IOException("connection reset"));
            }
            return inner.open(key, offset, length);
        }

        @Override
        public void put(String key, long length, InputStream in) {
            inner.put(key, length, in);
        }

        @Override
        public Optional<ObjectInfo> head(String key) {
            return inner.head(key);
        }

        @Override
        public List<ObjectInfo> list(String prefix, String after, int limit) {
            return inner.list(prefix, after, limit);
        }

        @Override
        public void delete(String key) {
            inner.delete(key);
        }
    }
}
