package dev.stemma.registry.flow.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.outbound.panache.CarelessIndex;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The collector against pushes, on H2 and disk. {@code -Dtest.full=true} runs three minutes and at least 5,000 pushes. */
@QuarkusTest
class CollectionRaceTest {

    private static final boolean FULL = Boolean.getBoolean("test.full");

    @Inject
    CollectionRace race;

    @Inject
    CarelessIndex.Care care;

    @Test
    void nothingThatAVersionNeedsIsCollected() throws Exception {
        long seed = System.nanoTime();
        var counters = race.run(
                "race" + seed, FULL ? Duration.ofMinutes(3) : Duration.ofSeconds(20), FULL ? 5_000 : 1, false, seed);
        assertEquals(0, counters.dangling(), counters.toString());
        assertTrue(counters.collected() > 0, "nothing was collected: " + counters);
        assertTrue(100 * counters.garbage() <= counters.all(), "garbage is left: " + counters);
    }

    /** The control: without leases and locks, the same run loses something. */
    @Test
    void withoutLeasesAndLocksSomethingIsLost() throws Exception {
        care.off = true;
        try {
            long seed = System.nanoTime();
            var counters = race.run("careless" + seed, Duration.ofSeconds(60), 0, true, seed);
            assertTrue(counters.dangling() > 0, "nothing was lost: " + counters);
        } finally {
            care.off = false;
        }
    }
}
