package dev.stemma.blob.hot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every index of hot files does. Nobody else may use it meanwhile. */
public abstract class HotIndexContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final long GIB = 1L << 30;

    private final HotFile first = file("first", 3 * GIB, NOON);
    private final HotFile second = file("second", 5, NOON.minusSeconds(1));

    /** The index under test. */
    protected abstract HotIndex index();

    private static HotFile file(String name, long sizeBytes, Instant usedAt) {
        String key = "hot/00/" + UUID.randomUUID();
        return new HotFile(Digest.of((name + key).getBytes(StandardCharsets.UTF_8)), key, sizeBytes, usedAt);
    }

    @BeforeEach
    void empty() {
        for (HotFile file : index().leastUsed(1000)) {
            assertTrue(index().drop(file.key()));
        }
    }

    @Test
    void whatWasAddedIsFoundUntilItIsDropped() {
        assertEquals(Optional.empty(), index().find(first.blob()));
        assertTrue(index().add(first));
        assertTrue(index().add(second));
        assertEquals(Optional.of(first), index().find(first.blob()));
        assertTrue(index().drop(first.key()));
        assertEquals(Optional.empty(), index().find(first.blob()));
        assertEquals(Optional.of(second), index().find(second.blob()));
        assertFalse(index().drop(first.key()));
    }

    @Test
    void theFirstOfTwoWithTheSameDigestStays() {
        assertTrue(index().add(first));
        HotFile rival = new HotFile(first.blob(), second.key(), first.sizeBytes(), NOON);
        assertFalse(index().add(rival));
        assertEquals(Optional.of(first), index().find(first.blob()));
        assertFalse(index().drop(rival.key()));
    }

    @Test
    void sizesAreAddedUpBeyondWhatAnIntHolds() {
        assertEquals(0, index().sizeBytes());
        index().add(first);
        index().add(second);
        assertEquals(3 * GIB + 5, index().sizeBytes());
        index().drop(first.key());
        assertEquals(5, index().sizeBytes());
    }

    @Test
    void whatWasNotUsedForTheLongestTimeComesFirst() {
        HotFile third = file("third", 1, NOON.plusSeconds(1));
        List.of(third, first, second).forEach(index()::add);
        assertEquals(List.of(second, first, third), index().leastUsed(10));
        assertEquals(List.of(second, first), index().leastUsed(2));
        Instant later = NOON.plus(Duration.ofDays(1));
        index().use(second.key(), later);
        index().use("hot/00/unknown", later);
        HotFile used = new HotFile(second.blob(), second.key(), second.sizeBytes(), later);
        assertEquals(List.of(first, third, used), index().leastUsed(10));
        assertEquals(Optional.of(used), index().find(second.blob()));
    }

    @Test
    void knownKeysAreThoseThatHaveARow() {
        index().add(first);
        index().add(second);
        assertEquals(Set.of(first.key()), index().known(List.of(first.key(), "hot/00/unknown")));
        assertEquals(Set.of(), index().known(List.of()));
        List<String> tooMany = Collections.nCopies(HotIndex.MAX_BATCH + 1, "hot/00/unknown");
        assertThrows(IllegalArgumentException.class, () -> index().known(tooMany));
    }

    @Test
    void ofManyWhoAddOrDropTheSameFileAtOnceOneDoes() throws Exception {
        assertEquals(1, winners(() -> index().add(first)));
        assertEquals(1, winners(() -> index().drop(first.key())));
    }

    private static long winners(Callable<Boolean> call) throws Exception {
        List<Future<Boolean>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                calls.add(threads.submit(call));
            }
        }
        long winners = 0;
        for (Future<Boolean> one : calls) {
            winners += one.get() ? 1 : 0;
        }
        return winners;
    }
}
