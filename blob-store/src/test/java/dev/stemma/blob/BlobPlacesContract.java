package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.BaseNotStored;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every index promises about frames with bases, and about dropping what was encoded anew. Digests are drawn anew for
 * each test, so an index that is not empty serves as well.
 */
public abstract class BlobPlacesContract {

    /** Far away, so that an application that runs beside the contract finds nothing that it should delete. */
    static final Instant NOW = Instant.parse("2126-05-01T10:00:00Z");

    private BlobIndex index = new InMemoryBlobIndex();
    private String run = "";

    /** The index under test; it need not be empty. */
    protected abstract BlobIndex index();

    /** How many steps each thread of the random run takes. */
    protected int steps() {
        return 400;
    }

    @BeforeEach
    void openIndex() {
        index = index();
        run = String.valueOf(System.nanoTime());
    }

    @Test
    void aFrameWhoseBaseIsNowhereIsRefusedWithTheWholeCall() {
        NewPack sound = pack("alice", "p", raw("a"));
        NewPack leaning = pack("alice", "q", raw("b"), delta("c", 1, "nowhere"));
        BaseNotStored refused = assertThrows(BaseNotStored.class, () -> index.addPacks(List.of(sound, leaning)));
        assertEquals(digest("nowhere"), refused.base());
        assertEquals(Map.of(), index.locate(List.of(digest("a"), digest("b"), digest("c"))));
        assertEquals(Optional.empty(), index.pack("alice", sound.pack().digest()));
        assertEquals(List.of(), index.chunksIn(sound.pack().key()));
    }

    @Test
    void aBaseMayBelongToAnotherOwner() {
        index.addPacks(List.of(pack("bob", "p", raw("a"))));
        NewPack leaning = pack("alice", "q", delta("b", 1, "a"));
        assertEquals(List.of(leaning.pack()), index.addPacks(List.of(leaning)));
    }

    @Test
    void aBaseMustLieBelowWhatLeansOnIt() {
        index.addPacks(List.of(pack("alice", "p", raw("a"), delta("b", 1, "a"))));
        NewPack level = pack("alice", "q", delta("c", 1, "b"));
        assertEquals(
                digest("b"),
                assertThrows(BaseNotStored.class, () -> index.addPacks(List.of(level)))
                        .base());
        NewPack ground = pack("alice", "q", delta("c", 0, "a"));
        assertThrows(BaseNotStored.class, () -> index.addPacks(List.of(ground)));
        NewPack above = pack("alice", "q", delta("c", 2, "b"));
        assertEquals(List.of(above.pack()), index.addPacks(List.of(above)));
    }

    @Test
    void everyBaseOfAFrameIsLookedAt() {
        index.addPacks(List.of(pack("alice", "p", raw("a"))));
        NewPack leaning = pack("alice", "q", delta("c", 1, "a", "nowhere"));
        assertThrows(BaseNotStored.class, () -> index.addPacks(List.of(leaning)));
    }

    @Test
    void basesWithinOneCallCount() {
        NewPack first = pack("alice", "p", delta("c", 2, "b"));
        NewPack second = pack("alice", "q", delta("b", 1, "a"), raw("a"));
        assertEquals(List.of(first.pack(), second.pack()), index.addPacks(List.of(first, second)));
    }

    @Test
    void chunksThatLeanOnEachOtherAreRefused() {
        NewPack circle = pack("alice", "p", delta("a", 1, "b"), delta("b", 1, "a"));
        assertThrows(BaseNotStored.class, () -> index.addPacks(List.of(circle)));
        assertEquals(Map.of(), index.locate(List.of(digest("a"), digest("b"))));
    }

    @Test
    void aPackThatIsThereAlreadyBringsNoBases() {
        index.addPacks(List.of(pack("alice", "p", raw("x"))));
        NewPack again = pack("alice", "p", raw("a"));
        NewPack leaning = pack("alice", "q", delta("b", 1, "a"));
        assertThrows(BaseNotStored.class, () -> index.addPacks(List.of(again, leaning)));
    }

    @Test
    void aPackTellsWhatItHoldsInTheOrderOfItsFrames() {
        NewPack pack = pack("alice", "p", raw("b"), raw("a"), delta("c", 1, "a", "b"), raw("d"));
        index.addPacks(List.of(pack));
        assertEquals(pack.locations(), index.chunksIn(pack.pack().key()));
        assertEquals(List.of(), index.chunksIn("packs/00/" + run + "-unknown.pack"));
    }

    @Test
    void aPlaceGoesWhenItsOwnerHasAnother() {
        NewPack old = pack("alice", "p", raw("a"), raw("b"));
        NewPack fresh = pack("alice", "q", raw("a"));
        index.addPacks(List.of(old));
        index.addPacks(List.of(fresh));
        assertEquals(1, index.drop(old.locations(), NOW));
        assertEquals(List.of(old.locations().get(1)), index.chunksIn(old.pack().key()));
        assertEquals(fresh.locations(), index.locate(List.of(digest("a"))).get(digest("a")));
        assertEquals(Optional.empty(), index.pack("alice", old.pack().digest()), "it is another pack now");
    }

    @Test
    void theLastPlaceOfAnOwnerStaysWhateverOthersHave() {
        NewPack hers = pack("alice", "p", raw("a"));
        index.addPacks(List.of(hers, pack("bob", "q", raw("a"))));
        assertEquals(0, index.drop(hers.locations(), NOW));
        assertEquals(hers.locations(), index.chunksIn(hers.pack().key()));
    }

    @Test
    void placesGivenTogetherDoNotVouchForEachOther() {
        NewPack first = pack("alice", "p", raw("a"));
        NewPack second = pack("alice", "q", raw("a"));
        index.addPacks(List.of(first, second));
        List<ChunkLocation> both =
                List.of(first.locations().getFirst(), second.locations().getFirst());
        assertEquals(0, index.drop(both, NOW));
        assertEquals(2, places("a").size());
    }

    @Test
    void aBaseStaysWhereNothingBelowWhatLeansOnItRemains() {
        NewPack ground = pack("alice", "p", raw("a"));
        index.addPacks(List.of(ground, pack("alice", "q", raw("x"), delta("a", 1, "x"), delta("y", 1, "a"))));
        assertEquals(0, index.drop(ground.locations(), NOW));
        assertEquals(ground.locations(), index.chunksIn(ground.pack().key()));
    }

    @Test
    void aBaseGoesWhereSomethingBelowWhatLeansOnItRemainsWithAnotherOwner() {
        NewPack ground = pack("alice", "p", raw("a"));
        index.addPacks(List.of(ground, pack("alice", "q", raw("x"), delta("a", 1, "x"), delta("y", 1, "a"))));
        index.addPacks(List.of(pack("bob", "r", raw("a"))));
        assertEquals(1, index.drop(ground.locations(), NOW));
    }

    @Test
    void aBaseGoesForADeeperPlaceThatIsStillBelowWhatLeansOnIt() {
        NewPack ground = pack("alice", "p", raw("a"));
        index.addPacks(List.of(ground, pack("alice", "q", raw("x"), delta("a", 1, "x"), delta("y", 2, "a"))));
        assertEquals(1, index.drop(ground.locations(), NOW));
    }

    @Test
    void whatIsNoBaseMayGoForADeeperPlace() {
        NewPack ground = pack("alice", "p", raw("a"));
        index.addPacks(List.of(ground, pack("alice", "q", raw("x"), delta("a", 1, "x"))));
        assertEquals(1, index.drop(ground.locations(), NOW));
    }

    @Test
    void whatWasABaseOnlyOfSomethingDroppedMayGo() {
        NewPack ground = pack("alice", "p", raw("a"));
        NewPack leaning = pack("alice", "q", delta("y", 1, "a"));
        index.addPacks(List.of(ground, leaning));
        index.addPacks(List.of(pack("alice", "r", raw("x"), raw("y"), delta("a", 1, "x"))));
        assertEquals(1, index.drop(leaning.locations(), NOW));
        assertEquals(1, index.drop(ground.locations(), NOW));
    }

    @Test
    void placesThatAreNotThereArePassedOver() {
        NewPack old = pack("alice", "p", raw("a"), raw("b"));
        index.addPacks(List.of(old, pack("alice", "q", raw("a"), raw("b"))));
        List<ChunkLocation> first = List.of(old.locations().getFirst());
        assertEquals(1, index.drop(first, NOW));
        assertEquals(0, index.drop(first, NOW));
        assertEquals(0, index.drop(pack("alice", "never", raw("a")).locations(), NOW));
        assertEquals(0, index.drop(List.of(), NOW));
        assertEquals(List.of(old.locations().get(1)), index.chunksIn(old.pack().key()));
    }

    @Test
    void anEmptiedPackIsRetiredAndRemembered() {
        NewPack old = pack("alice", "p", raw("a"), raw("b"));
        index.addPacks(List.of(old, pack("alice", "q", raw("a"), raw("b"))));
        assertEquals(2, index.drop(old.locations(), NOW));
        assertEquals(Optional.empty(), index.pack("alice", old.pack().digest()));
        assertEquals(List.of(), index.chunksIn(old.pack().key()));
        assertEquals(List.of(), mine(index.retired(NOW, 1_000_000)));
        assertEquals(List.of(old.pack().key()), mine(index.retired(NOW.plusMillis(1), 1_000_000)));
        index.forget(List.of(old.pack().key(), "packs/00/unknown.pack"));
        assertEquals(List.of(), mine(index.retired(NOW.plusMillis(1), 1_000_000)));
    }

    @Test
    void retiredPacksComeOldestFirstAndAtMostSoMany() {
        NewPack first = pack("alice", "p", raw("a"));
        NewPack second = pack("alice", "q", raw("b"));
        index.addPacks(List.of(first, second, pack("alice", "r", raw("a"), raw("b"))));
        index.drop(second.locations(), NOW);
        index.drop(first.locations(), NOW.plusSeconds(1));
        List<String> both = List.of(second.pack().key(), first.pack().key());
        Instant later = NOW.plusSeconds(2);
        assertEquals(both, mine(index.retired(later, 1_000_000)));
        assertEquals(1, index.retired(later, 1).size());
        index.forget(both);
    }

    @Test
    void aRetiredPackCanBeSentAgain() {
        NewPack old = pack("alice", "p", raw("a"));
        index.addPacks(List.of(old, pack("alice", "q", raw("a"))));
        index.drop(old.locations(), NOW);
        IndexedPack row =
                new IndexedPack(old.pack().key() + "2", "alice", old.pack().digest(), 4711, 1);
        assertEquals(
                List.of(row),
                index.addPacks(List.of(new NewPack(row, List.of(located(row.key(), "alice", 0, raw("a")))))));
        assertEquals(2, places("a").size());
    }

    @Test
    void whateverHappensAtOnceEveryChunkStaysDecodable() throws Exception {
        new PlacesAtRandom(index, run, steps()).run();
    }

    /** A frame to be: which chunk, how deep, on which bases. */
    private record Planned(String chunk, int depth, List<String> bases) {}

    private static Planned raw(String chunk) {
        return new Planned(chunk, 0, List.of());
    }

    private static Planned delta(String chunk, int depth, String... bases) {
        return new Planned(chunk, depth, Arrays.asList(bases));
    }

    private NewPack pack(String owner, String name, Planned... frames) {
        String key = "packs/00/" + run + "-" + owner + "-" + name + ".pack";
        List<ChunkLocation> places = new ArrayList<>();
        for (Planned frame : frames) {
            places.add(located(key, owner, places.size(), frame));
        }
        return new NewPack(new IndexedPack(key, owner, digest(owner + name), 4711, frames.length), places);
    }

    private ChunkLocation located(String key, String owner, int position, Planned frame) {
        return new ChunkLocation(
                new Chunk(digest(frame.chunk()), 1000),
                key,
                owner,
                8 + 2000L * position,
                1000,
                frame.bases().isEmpty() ? 0 : 4,
                frame.bases().stream().map(this::digest).toList(),
                frame.depth());
    }

    private List<ChunkLocation> places(String chunk) {
        return index.locate(List.of(digest(chunk))).getOrDefault(digest(chunk), List.of());
    }

    private Digest digest(String name) {
        return Digest.of((run + name).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> mine(List<String> keys) {
        return keys.stream().filter(key -> key.contains(run)).toList();
    }
}
