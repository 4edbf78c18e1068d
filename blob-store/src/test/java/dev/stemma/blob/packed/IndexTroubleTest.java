package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.PackInfo;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An index that fails at the worst moment, or in which somebody else was faster. */
final class IndexTroubleTest {

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final TroubledIndex index = new TroubledIndex();
    private final BlobStore store = Stores.open(objects, index);

    private final byte[] bytes = TestFiles.random(1, 3000);
    private final List<byte[]> pieces = TestFiles.cut(bytes, 1000);
    private final PackWriter pack = TestFiles.pack(pieces);
    private final Digest blob = Digest.of(bytes);

    /** The index may have kept the rows before its answer was lost; removing the object would make them lies. */
    @Test
    void aPackStaysWhenTheIndexFailsWhileItIsEntered() throws IOException {
        index.failAfterAdding = true;
        assertSame(index.failure, assertThrows(IllegalStateException.class, this::sendPack));
        assertEquals(1, count("packs/"));
        index.failAfterAdding = false;
        sendPack();
        assemble();
        assertArrayEquals(bytes, read());
    }

    @Test
    void aWholeFileIsInvisibleButNotTornWhenTheIndexFails() throws IOException {
        index.failAfterAdding = true;
        assertThrows(IllegalStateException.class, this::put);
        assertEquals(Optional.empty(), store.find(blob));
        assertEquals(1, count("packs/"));
        index.failAfterAdding = false;
        put();
        assertArrayEquals(bytes, read());
        assertEquals(1, count("packs/"), "what was entered the first time is used");
    }

    @Test
    void whoeverEntersAPackSecondRemovesHisOwnObject() throws IOException {
        PackInfo first = sendPack();
        index.blind = true;
        assertEquals(first, sendPack());
        index.blind = false;
        assertEquals(1, count("packs/"));
        assemble();
        assertArrayEquals(bytes, read());
    }

    @Test
    void whoeverEntersAFileSecondRemovesHisOwnRecipe() throws IOException {
        sendPack();
        assemble();
        index.blind = true;
        assemble();
        index.blind = false;
        assertEquals(1, count("recipes/"));
        assertArrayEquals(bytes, read());
    }

    private PackInfo sendPack() {
        return store.putPack("alice", pack.digest(), pack.open(), pack.sizeBytes());
    }

    private BlobInfo put() {
        return store.put("alice", new ByteArrayInputStream(bytes), blob, bytes.length);
    }

    private void assemble() {
        store.assemble("alice", blob, bytes.length, TestFiles.chunks(pieces), "alice"::equals);
    }

    private byte[] read() throws IOException {
        try (InputStream in = store.open(blob, 0, bytes.length)) {
            return in.readAllBytes();
        }
    }

    private int count(String prefix) {
        return objects.list(prefix, "", 100).size();
    }

    private static final class TroubledIndex extends PassingIndex {
        private final IllegalStateException failure = new IllegalStateException("connection lost");

        /** Rows are kept, but the answer is lost. */
        private boolean failAfterAdding;

        /** Rows of packs and files that others have entered a moment ago are not seen yet. */
        private boolean blind;

        TroubledIndex() {
            super(new InMemoryBlobIndex());
        }

        @Override
        public Optional<IndexedBlob> blob(Digest digest) {
            return blind ? Optional.empty() : super.blob(digest);
        }

        @Override
        public Optional<IndexedPack> pack(String owner, Digest digest) {
            return blind ? Optional.empty() : super.pack(owner, digest);
        }

        @Override
        public List<IndexedPack> addPacks(List<NewPack> packs) {
            List<IndexedPack> kept = super.addPacks(packs);
            if (failAfterAdding) {
                throw failure;
            }
            return kept;
        }
    }
}
