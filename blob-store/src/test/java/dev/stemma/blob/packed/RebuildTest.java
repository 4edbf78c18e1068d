package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.chunk.FastCdc;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Footer;
import dev.stemma.blob.pack.PackReader;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.RecipeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
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
        for (ObjectInfo pack : objects.list("packs/", "", 1000)) {
            index.addPacks(List.of(rows(pack, PackReader.footer(objects, pack))));
        }
        for (ObjectInfo object : objects.list("recipes/", "", 1000)) {
            try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
                Recipe recipe = RecipeReader.read(in.readAllBytes());
                index.addBlob(
                        new IndexedBlob(recipe.file().digest(), recipe.file().sizeBytes(), object.key()),
                        recipe.chunks());
            }
        }
        return index;
    }

    private static NewPack rows(ObjectInfo pack, Footer footer) {
        List<ChunkLocation> locations = footer.rows().stream()
                .map(row -> new ChunkLocation(
                        row.frame().chunk(),
                        pack.key(),
                        "unknown",
                        row.offset(),
                        row.frame().encodedBytes(),
                        row.frame().codec(),
                        row.frame().bases(),
                        row.frame().depth()))
                .toList();
        return new NewPack(
                new IndexedPack(pack.key(), "unknown", footer.digest(), pack.sizeBytes(), locations.size()), locations);
    }
}
