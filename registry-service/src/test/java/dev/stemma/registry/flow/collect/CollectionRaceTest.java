package dev.stemma.registry.flow.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.fault.Form;
import dev.stemma.registry.outbound.panache.CarelessIndex;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The collector against pushes, on H2 and disk. The full form runs three minutes and at least 5,000 pushes. */
@QuarkusTest
class CollectionRaceTest {

    @Inject
    CollectionRace race;

    @Inject
    CarelessIndex.Care care;

    @Test
    @Timeout(1200)
    void nothingThatAVersionNeedsIsCollected() throws Exception {
        long seed = System.nanoTime();
        var counters =
                race.run("race" + seed, Duration.ofSeconds(Form.count(20, 180)), Form.count(1, 5_000), false, seed);
        Form.record(
                "P8 disk and H2",
                counters.pushes() + " pushes by 8, " + counters.removals() + " removals, " + counters.collections()
                        + " collections without grace, " + counters.collected() + " collected, " + counters.dangling()
                        + " dangling, " + counters.garbage() + " left as garbage");
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
