package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every index promises. Digests are drawn anew for each test, so an index that is not empty serves as well. */
public abstract class BlobIndexContract {

    private BlobIndex index = new InMemoryBlobIndex();
    private String run = "";

    /** The index under test; it need not be empty. */
    protected abstract BlobIndex index();

    @BeforeEach
    void openIndex() {
        index = index();
        run = String.valueOf(System.nanoTime());
    }

    @Test
    void aBlobIsFoundAsItWasAdded() {
        IndexedBlob blob = new IndexedBlob(digest("blob"), 1L << 40, "recipes/00/" + run + ".rcp");
        assertEquals(Optional.empty(), index.blob(blob.digest()));
        assertEquals(blob, index.addBlob(blob, Set.of()));
        assertEquals(Optional.of(blob), index.blob(blob.digest()));
    }

    @Test
    void theFirstRecipeOfABlobStays() {
        IndexedBlob first = new IndexedBlob(digest("blob"), 7, "recipes/00/" + run + "-1.rcp");
        IndexedBlob second = new IndexedBlob(digest("blob"), 7, "recipes/00/" + run + "-2.rcp");
        index.addBlob(first, Set.of());
        assertEquals(first, index.addBlob(second, Set.of()));
        assertEquals(Optional.of(first), index.blob(first.digest()));
    }

    @Test
    void aBlobTellsWhichChunksItWasAddedWith() {
        IndexedBlob blob = new IndexedBlob(digest("blob"), 7, "recipes/00/" + run + "-1.rcp");
        assertEquals(Set.of(), index.chunksOf(blob.digest()));
        index.addBlob(blob, List.of());
        assertEquals(Set.of(), index.chunksOf(blob.digest()));
        index.addBlob(blob, List.of(digest("a"), digest("b"), digest("a")));
        index.addBlob(blob, List.of(digest("a"), digest("b")));
        assertEquals(Set.of(digest("a"), digest("b")), index.chunksOf(blob.digest()));
    }

    @Test
    void chunksOfARecipeThatLostAreNotKept() {
        index.addBlob(new IndexedBlob(digest("blob"), 7, "recipes/00/" + run + "-1.rcp"), List.of(digest("a")));
        index.addBlob(new IndexedBlob(digest("blob"), 7, "recipes/00/" + run + "-2.rcp"), List.of(digest("b")));
        assertEquals(Set.of(digest("a")), index.chunksOf(digest("blob")));
    }

    @Test
    void aPackIsFoundByOwnerAndDigestOnly() {
        NewPack pack = pack("alice", "p", chunk("a"), chunk("b"));
        assertEquals(List.of(pack.pack()), index.addPacks(List.of(pack)));
        assertEquals(Optional.of(pack.pack()), index.pack("alice", digest("p")));
        assertEquals(Optional.empty(), index.pack("bob", digest("p")));
        assertEquals(Optional.empty(), index.pack("alice", digest("q")));
    }

    @Test
    void chunksAreLocatedWithEveryFact() {
        ChunkLocation raw = location("alice", "p", chunk("a"));
        ChunkLocation delta = new ChunkLocation(
                chunk("b"), raw.packKey(), "alice", 5_000_000_000L, 17, 4, List.of(digest("a"), digest("c")), 2);
        index.addPacks(List.of(pack("bob", "q", chunk("c"))));
        index.addPacks(List.of(new NewPack(packRow("alice", "p", 2), List.of(raw, delta))));
        assertEquals(
                Map.of(digest("a"), List.of(raw), digest("b"), List.of(delta)),
                index.locate(List.of(digest("a"), digest("b"), digest("nowhere"), digest("a"))));
    }

    @Test
    void aChunkInSeveralPacksHasSeveralLocationsOldestFirst() {
        NewPack first = pack("alice", "p", chunk("a"));
        NewPack second = pack("bob", "q", chunk("a"));
        index.addPacks(List.of(first));
        index.addPacks(List.of(second));
        assertEquals(
                List.of(first.locations().getFirst(), second.locations().getFirst()),
                index.locate(Set.of(digest("a"))).get(digest("a")));
    }

    @Test
    void aPackThatIsThereAlreadyStaysAsItIs() {
        NewPack first = pack("alice", "p", chunk("a"));
        index.addPacks(List.of(first));
        IndexedPack again = new IndexedPack("packs/00/" + run + "-again.pack", "alice", digest("p"), 99, 1);
        ChunkLocation moved = new ChunkLocation(
                chunk("a"), again.key(), "alice", 8, chunk("a").sizeBytes(), 0, List.of(), 0);
        assertEquals(List.of(first.pack()), index.addPacks(List.of(new NewPack(again, List.of(moved)))));
        assertEquals(first.locations(), index.locate(List.of(digest("a"))).get(digest("a")));
    }

    @Test
    void severalPacksAreAnsweredInTheirOrder() {
        NewPack known = pack("alice", "p", chunk("a"));
        index.addPacks(List.of(known));
        NewPack fresh = pack("alice", "q", chunk("b"));
        assertEquals(
                List.of(fresh.pack(), known.pack()), index.addPacks(List.of(fresh, pack("alice", "p", chunk("a")))));
        assertEquals(fresh.locations(), index.locate(List.of(digest("b"))).get(digest("b")));
    }

    @Test
    void nothingIsLocatedForNothing() {
        assertTrue(index.locate(List.of()).isEmpty());
        assertEquals(List.of(), index.addPacks(List.of()));
    }

    @Test
    void aFullBatchCanBeLocatedAndMoreIsRefused() {
        Chunk[] chunks = new Chunk[BlobIndex.MAX_BATCH];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = chunk("c" + i);
        }
        index.addPacks(List.of(pack("alice", "p", chunks)));
        List<Digest> digests = new ArrayList<>();
        for (Chunk chunk : chunks) {
            digests.add(chunk.digest());
        }
        assertEquals(chunks.length, index.locate(digests).size());
        digests.add(digest("one more"));
        assertThrows(IllegalArgumentException.class, () -> index.locate(digests));
    }

    @Test
    void whoeverAddsAtOnceAgreesOnOneRow() throws Exception {
        List<Callable<List<IndexedPack>>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            IndexedPack row = new IndexedPack("packs/00/" + run + "-" + i + ".pack", "alice", digest("p"), 100, 1);
            ChunkLocation place = new ChunkLocation(
                    chunk("a"), row.key(), "alice", 8, chunk("a").sizeBytes(), 0, List.of(), 0);
            calls.add(() -> index.addPacks(List.of(new NewPack(row, List.of(place)))));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Set<IndexedPack> answers = new HashSet<>();
            for (Future<List<IndexedPack>> call : threads.invokeAll(calls)) {
                answers.addAll(call.get());
            }
            assertEquals(1, answers.size());
            List<ChunkLocation> places = index.locate(List.of(digest("a"))).getOrDefault(digest("a"), List.of());
            assertEquals(1, places.size());
            assertEquals(answers.iterator().next().key(), places.getFirst().packKey());
        }
    }

    private NewPack pack(String owner, String name, Chunk... chunks) {
        List<ChunkLocation> locations = new ArrayList<>();
        for (Chunk chunk : chunks) {
            locations.add(location(owner, name, chunk));
        }
        return new NewPack(packRow(owner, name, chunks.length), locations);
    }

    private IndexedPack packRow(String owner, String name, int chunks) {
        return new IndexedPack(packKey(owner, name), owner, digest(name), 4711, chunks);
    }

    private String packKey(String owner, String name) {
        return "packs/00/" + run + "-" + owner + "-" + name + ".pack";
    }

    private ChunkLocation location(String owner, String name, Chunk chunk) {
        return new ChunkLocation(chunk, packKey(owner, name), owner, 8, chunk.sizeBytes(), 0, List.of(), 0);
    }

    private Chunk chunk(String name) {
        return new Chunk(digest(name), 1000);
    }

    private Digest digest(String name) {
        return Digest.of((run + name).getBytes(StandardCharsets.UTF_8));
    }
}
