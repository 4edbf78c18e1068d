package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.RecipeWriter;
import dev.stemma.blob.recipe.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recipes of every kind can be read, although writers so far make recipes of chunks only. */
final class RecipeReadingTest {

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final BlobStore store = Stores.open(objects, index);

    @Test
    void anyRangeOfAFileMadeOfChunkInlineAndSliceCanBeRead() throws IOException {
        byte[] base = TestFiles.random(1, 500);
        store.put("alice", new ByteArrayInputStream(base), Digest.of(base), base.length);
        byte[] inline = TestFiles.random(2, 40);
        byte[] all = concat(inline, Arrays.copyOfRange(base, 100, 300), base, inline);
        add(
                all,
                List.of(
                        new Segment.Inline(inline),
                        new Segment.OfSlice(Digest.of(base), 100, 200),
                        new Segment.OfChunk(TestFiles.chunk(base)),
                        new Segment.Inline(inline)));
        for (int from = 0; from <= all.length; from += 13) {
            for (int to = from; to <= all.length; to += 17) {
                assertArrayEquals(Arrays.copyOfRange(all, from, to), read(Digest.of(all), from, to - from));
            }
        }
    }

    @Test
    void slicesOfSlicesAreFollowedThreeDeepAndNoFurther() throws IOException {
        byte[] content = TestFiles.random(3, 64);
        store.put("alice", new ByteArrayInputStream(content), Digest.of(content), content.length);
        Digest below = Digest.of(content);
        for (int depth = 1; depth <= 4; depth++) {
            Digest name = Digest.of(new byte[] {(byte) depth});
            add(new Recipe(new BlobInfo(name, 64), List.of(new Segment.OfSlice(below, 0, 64))));
            below = name;
        }
        assertArrayEquals(content, read(Digest.of(new byte[] {3}), 0, 64));
        assertThrows(BlobCorrupt.class, () -> read(Digest.of(new byte[] {4}), 0, 64));
    }

    @Test
    void aCircleOfSlicesEnds() {
        Digest self = Digest.of(new byte[] {9});
        add(new Recipe(new BlobInfo(self, 10), List.of(new Segment.OfSlice(self, 0, 10))));
        assertThrows(BlobCorrupt.class, () -> read(self, 0, 10));
    }

    @Test
    void aSliceOutsideItsFileIsDamage() {
        byte[] base = TestFiles.random(4, 50);
        store.put("alice", new ByteArrayInputStream(base), Digest.of(base), base.length);
        Digest name = Digest.of(new byte[] {8});
        add(new Recipe(new BlobInfo(name, 10), List.of(new Segment.OfSlice(Digest.of(base), 45, 10))));
        assertEquals(
                name, assertThrows(BlobCorrupt.class, () -> read(name, 0, 10)).digest());
    }

    private void add(byte[] whole, List<Segment> segments) {
        add(new Recipe(new BlobInfo(Digest.of(whole), whole.length), segments));
    }

    private void add(Recipe recipe) {
        byte[] bytes = RecipeWriter.bytes(recipe);
        String key = "recipes/00/" + recipe.file().digest().hex() + ".rcp";
        objects.put(key, bytes.length, new ByteArrayInputStream(bytes));
        index.addBlob(new IndexedBlob(recipe.file().digest(), recipe.file().sizeBytes(), key), recipe.chunks());
    }

    private byte[] read(Digest blob, long offset, long length) throws IOException {
        try (InputStream in = store.open(blob, offset, length)) {
            return in.readAllBytes();
        }
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int end = all.length;
            all = Arrays.copyOf(all, end + part.length);
            System.arraycopy(part, 0, all, end, part.length);
        }
        return all;
    }
}
