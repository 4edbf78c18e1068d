package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.GarbageIndex.Marked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every index promises its collector. The index need not be empty; nothing else uses it meanwhile. */
public abstract class GarbageContract {

    /** An index, its garbage, and what refers to files from outside. */
    public interface World {
        /** The index. */
        BlobIndex index();

        /** What nobody needs in it. */
        GarbageIndex garbage();

        /** Lets something refer to a file from now on. */
        void refer(Digest blob);

        /** Takes that back. */
        void unrefer(Digest blob);
    }

    private BlobIndex index = new InMemoryBlobIndex();
    private GarbageIndex garbage = new InMemoryBlobIndex();
    private String run = "";

    /** The world under test, the same all through a test. */
    protected abstract World world();

    @BeforeEach
    void open() {
        World world = world();
        index = world.index();
        garbage = world.garbage();
        run = String.valueOf(System.nanoTime());
        // Twice: a file whose chunks were not known keeps all chunks until it is gone.
        var _ = collect();
        var _ = collect();
    }

    private Digest digest(String name) {
        return Digest.of((run + name).getBytes(StandardCharsets.UTF_8));
    }

    private void pack(String name, String... chunks) {
        List<ChunkLocation> places = new ArrayList<>();
        for (String chunk : chunks) {
            places.add(place(name, places.size(), chunk, 0));
        }
        add(name, places);
    }

    private void leaning(String name, String chunk, int depth, String... bases) {
        add(name, List.of(place(name, 0, chunk, depth, bases)));
    }

    private ChunkLocation place(String pack, int number, String chunk, int depth, String... bases) {
        return new ChunkLocation(
                new Chunk(digest(chunk), 1_000),
                key(pack),
                "alice",
                8 + 1_100L * number,
                1_000,
                depth == 0 ? 0 : 4,
                Arrays.stream(bases).map(this::digest).toList(),
                depth);
    }

    private String key(String pack) {
        return "packs/00/" + run + "-" + pack + ".pack";
    }

    private void add(String name, List<ChunkLocation> places) {
        IndexedPack row = new IndexedPack(key(name), "alice", digest(name), 1_100L * places.size(), places.size());
        var _ = index.addPacks(List.of(new NewPack(row, places)));
    }

    private void file(String name, String... chunks) {
        var _ = index.addBlob(
                new IndexedBlob(digest(name), 1_000L * chunks.length, "recipes/00/" + run + "-" + name + ".rcp"),
                Arrays.stream(chunks).map(this::digest).toList());
    }

    private Instant soon() {
        return garbage.now().plus(Duration.ofHours(1));
    }

    private void hold(String holder, String... needed) {
        var _ = index.hold(
                new Lease(run + holder, soon()),
                Arrays.stream(needed).map(this::digest).toList());
    }

    /** Collects without any grace; how many rows went. */
    private int collect() {
        var _ = garbage.mark(garbage.now());
        return removeDue();
    }

    private int removeDue() {
        int all = 0;
        List<Digest> blobs = garbage.blobsDue(garbage.now(), "", 500);
        while (!blobs.isEmpty()) {
            all += garbage.removeBlobs(blobs, garbage.now());
            blobs = garbage.blobsDue(garbage.now(), blobs.getLast().hex(), 500);
        }
        int some = 1;
        while (some > 0) {
            some = 0;
            List<Digest> chunks = garbage.chunksDue(garbage.now(), "", 500);
            while (!chunks.isEmpty()) {
                some += garbage.removeChunks(chunks, garbage.now());
                chunks = garbage.chunksDue(garbage.now(), chunks.getLast().hex(), 500);
            }
            all += some;
        }
        return all;
    }

    private boolean there(String chunk) {
        return !index.locate(List.of(digest(chunk))).isEmpty();
    }

    private boolean condemned(Collection<Digest> due, String name) {
        return due.contains(digest(name));
    }

    @Test
    void whatAFileOfSomethingNeedsStays() {
        pack("p", "a", "b");
        leaning("q", "c", 1, "a");
        file("f", "c");
        world().refer(digest("f"));
        assertEquals(1, collect(), "b alone");
        assertTrue(there("a") && there("c") && !there("b"));
        assertTrue(index.blob(digest("f")).isPresent());
    }

    @Test
    void whatNothingRefersToAnyMoreGoesWithItsObjects() {
        pack("p", "a", "b");
        leaning("q", "c", 1, "a");
        leaning("r", "d", 2, "c");
        file("f", "b", "d");
        world().refer(digest("f"));
        assertEquals(0, collect());
        world().unrefer(digest("f"));
        assertEquals(5, collect());
        assertFalse(index.blob(digest("f")).isPresent());
        Set<String> retired = Set.copyOf(index.retired(soon(), 1_000));
        assertTrue(retired.containsAll(List.of(key("p"), key("q"), key("r"), "recipes/00/" + run + "-f.rcp")));
        assertEquals(Set.of(key("p")), garbage.known(List.of(key("p"), "packs/00/never.pack")));
    }

    @Test
    void chunksThatLeanOnEachOtherInPlacesOfDifferentDepthGoAll() {
        pack("p", "a");
        leaning("q", "b", 1, "a");
        leaning("r", "a", 2, "b");
        assertEquals(3, collect());
        assertFalse(there("a") || there("b"));
    }

    @Test
    void aBaseThatIsCondemnedStaysWhileWhatLeansOnItIsNot() {
        pack("p", "a");
        var _ = garbage.mark(garbage.now());
        leaning("q", "b", 1, "a");
        hold("push", "b");
        assertEquals(0, removeDue());
        assertTrue(there("a") && there("b"));
        index.release(run + "push");
    }

    @Test
    void theGraceCountsFromTheSentence() {
        pack("p", "a");
        Instant before = garbage.now().minus(Duration.ofHours(2));
        var _ = garbage.mark(before);
        var _ = garbage.mark(garbage.now());
        assertTrue(condemned(garbage.chunksDue(before, "", 500), "a"));
        assertFalse(condemned(garbage.chunksDue(before.minusSeconds(1), "", 500), "a"));
        assertFalse(condemned(garbage.chunksDue(before, digest("a").hex(), 500), "a"));
    }

    @Test
    void aLeaseKeepsWhatItNamesUntilItIsReleased() {
        hold("push", "a", "f");
        pack("p", "a");
        file("f");
        assertEquals(0, collect());
        assertTrue(there("a") && index.blob(digest("f")).isPresent());
        index.release(run + "push");
        assertEquals(2, collect());
    }

    @Test
    void aLeaseThatHasEndedKeepsNothing() {
        pack("p", "a");
        var _ = index.hold(new Lease(run + "old", garbage.now().minusSeconds(1)), List.of(digest("a")));
        assertEquals(1, collect());
    }

    @Test
    void whatIsHeldAfterItsSentenceIsReprievedAndWhatIsGoneIsTold() {
        pack("p", "a");
        file("f");
        var _ = garbage.mark(garbage.now());
        assertEquals(
                Set.of(digest("gone")),
                index.hold(new Lease(run + "push", soon()), List.of(digest("a"), digest("f"), digest("gone"))));
        assertFalse(condemned(garbage.chunksDue(garbage.now(), "", 500), "a"));
        assertFalse(condemned(garbage.blobsDue(garbage.now(), "", 500), "f"));
        assertEquals(0, removeDue());
        index.release(run + "push");
    }

    @Test
    void aFileThatIsKeptIsReprieved() {
        pack("p", "a");
        file("f", "a");
        var _ = garbage.mark(garbage.now());
        assertEquals(Set.of(digest("none")), index.keep(List.of(digest("f"), digest("none"))));
        world().refer(digest("f"));
        assertEquals(0, removeDue(), "the chunk is condemned still, but a file has it");
        assertTrue(there("a"));
    }

    @Test
    void aFileWhoseChunksAreNotKnownKeepsAllChunks() {
        pack("p", "a");
        var _ = index.addBlob(new IndexedBlob(digest("f"), 7, "recipes/00/" + run + "-f.rcp"), List.of());
        world().refer(digest("f"));
        Marked marked = garbage.mark(garbage.now());
        assertEquals(1, marked.unknownBlobs());
        assertEquals(
                List.of(digest("f")),
                garbage.unknown(10).stream().map(IndexedBlob::digest).toList());
        assertFalse(condemned(garbage.chunksDue(garbage.now(), "", 500), "a"));
        world().unrefer(digest("f"));
    }

    @Test
    void lookingCondemnsNothing() {
        Marked before = garbage.wouldMark(garbage.now());
        pack("p", "a");
        file("f");
        assertEquals(
                new Marked(before.blobs() + 1, before.chunks() + 1, before.chunkBytes() + 1_000, 0),
                garbage.wouldMark(garbage.now()));
        assertFalse(condemned(garbage.chunksDue(soon(), "", 500), "a"));
    }

    @Test
    void aPackThatLostChunksIsNoLongerFoundAndCanComeAgain() {
        pack("p", "a", "b", "c");
        file("f", "a");
        world().refer(digest("f"));
        assertEquals(2, collect());
        assertTrue(index.pack("alice", digest("p")).isEmpty());
        assertEquals(List.of(key("p")), garbage.sparse(10));
        IndexedPack again = new IndexedPack(key("again"), "alice", digest("p"), 3_300, 3);
        List<ChunkLocation> places =
                List.of(place("again", 0, "a", 0), place("again", 1, "b", 0), place("again", 2, "c", 0));
        assertEquals(List.of(again), index.addPacks(List.of(new NewPack(again, places))));
        assertTrue(there("b"));
    }
}
