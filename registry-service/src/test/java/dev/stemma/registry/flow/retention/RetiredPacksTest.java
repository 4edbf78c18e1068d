package dev.stemma.registry.flow.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.flow.TestClock;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetiredPacksTest {

    private static final Duration GRACE = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final BlobIndex index = new InMemoryBlobIndex();
    private final ObjectStore objects = new MemoryObjectStore(clock);
    private final RetiredPacks packs = new RetiredPacks(index, objects, clock);

    private NewPack stored(String name) {
        String key = "packs/00/" + name + ".pack";
        objects.put(key, 1, new ByteArrayInputStream(new byte[1]));
        ChunkLocation place = new ChunkLocation(
                new Chunk(Digest.of(FlowWorld.bytes("chunk")), 1), key, "acme", 8, 1, 0, List.of(), 0);
        NewPack pack =
                new NewPack(new IndexedPack(key, "acme", Digest.of(FlowWorld.bytes(name)), 1, 1), List.of(place));
        var _ = index.addPacks(List.of(pack));
        return pack;
    }

    @Test
    void objectsGoAfterTheGraceAndNotBefore() {
        NewPack old = stored("old");
        NewPack kept = stored("kept");
        assertEquals(1, index.drop(old.locations(), clock.instant()));
        clock.advance(GRACE);
        assertEquals(0, packs.delete(GRACE));
        assertTrue(objects.head(old.pack().key()).isPresent());
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, packs.delete(GRACE));
        assertTrue(objects.head(old.pack().key()).isEmpty());
        assertTrue(objects.head(kept.pack().key()).isPresent());
        assertEquals(0, packs.delete(GRACE));
    }

    @Test
    void manyGoInOneRun() {
        var _ = stored("kept");
        for (int i = 0; i < 250; i++) {
            assertEquals(1, index.drop(stored("p" + i).locations(), clock.instant()));
        }
        clock.advance(GRACE.plusSeconds(1));
        assertEquals(250, packs.delete(GRACE));
        assertEquals(1, objects.list("packs/", "", 1000).size());
    }
}
