package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.port.MoveHistory.Moved;
import dev.stemma.registry.port.MoveHistory.Op;
import dev.stemma.registry.port.MoveHistory.Read;
import dev.stemma.registry.port.MoveHistory.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MoveHistoryTest {

    private static void assertViolation(Op... history) {
        assertTrue(
                MoveHistory.violation(List.of(history)).isPresent(),
                List.of(history).toString());
    }

    private static void assertFine(Op... history) {
        assertEquals(Optional.empty(), MoveHistory.violation(List.of(history)));
    }

    @Test
    void whatOverlapsMayHaveHappenedEitherWay() {
        assertFine(new Moved(0, 10, 0), new Read(1, 9, 0), new Read(1, 9, 1));
        assertFine(new Moved(0, 10, 0), new Moved(0, 10, 1), new Refused(5, 6, 0), new Refused(5, 6, 1));
    }

    @Test
    void staleReadsLostUpdatesAndWrongRefusalsAreFound() {
        assertViolation(new Moved(0, 1, 0), new Read(2, 3, 0));
        assertViolation(new Moved(5, 6, 0), new Read(2, 3, 1));
        assertViolation(new Read(0, 1, 1));
        assertViolation(new Moved(0, 1, 0), new Moved(2, 3, 0));
        assertViolation(new Moved(0, 1, 1));
        assertViolation(new Moved(4, 5, 0), new Moved(0, 1, 1));
        assertViolation(new Moved(0, 1, 0), new Refused(2, 3, 1));
        assertViolation(new Refused(2, 3, 0));
        assertViolation(new Moved(0, 20, 0), new Read(1, 2, 1), new Read(3, 4, 0));
    }

    @Test
    void everyStaleReadInAnHonestHistoryIsFound() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Op> history = new ArrayList<>();
            long sequence = 0;
            for (long time = 0; time < 4_000; time += 10) {
                if (random.nextBoolean()) {
                    history.add(new Moved(time + random.nextInt(3), time + 5 + random.nextInt(4), sequence));
                    sequence++;
                } else {
                    history.add(new Read(time, time + 3, sequence));
                }
            }
            assertEquals(Optional.empty(), MoveHistory.violation(history), "seed " + seed);
            history.add(new Read(5_000, 5_001, sequence - 1));
            assertTrue(MoveHistory.violation(history).isPresent(), "seed " + seed);
        }
    }
}
