package dev.stemma.blob.scrub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bytes take the time that their rate says, whoever is slow. */
final class ByteRateTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final ByteRate rate = new ByteRate(1000, () -> now, this::sleep);

    private void sleep(Duration time) {
        now += time.toNanos();
    }

    @Test
    void bytesTakeTheirTime() {
        for (int i = 0; i < 100; i++) {
            rate.spent(500);
        }
        // The last stretch is read after its wait.
        assertEquals(99 * SECOND / 2, now);
    }

    @Test
    void whatWasReadSlowlyIsNotMadeUpForInABurst() {
        rate.spent(500);
        now += 1000 * SECOND;
        long start = now;
        for (int i = 0; i < 10; i++) {
            rate.spent(1000);
        }
        assertEquals(8 * SECOND, now - start);
    }

    @Test
    void anInterruptStopsItEvenWhereNothingIsWaitedFor() {
        Thread.currentThread().interrupt();
        assertThrows(Stopped.class, () -> new ByteRate(Long.MAX_VALUE, () -> now, this::sleep).spent(1));
        assertEquals(true, Thread.interrupted());
    }
}
