package dev.stemma.registry.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration EVERY = Duration.ofMillis(1);

    @Test
    void itExtendsOverAndOverThoughTheDatabaseFailsAtTimes() throws InterruptedException {
        CountDownLatch five = new CountDownLatch(5);
        try (LeaseKeeper _ = new LeaseKeeper(
                () -> {
                    five.countDown();
                    if (five.getCount() == 3) {
                        throw new IllegalStateException("away for a moment");
                    }
                    return true;
                },
                EVERY)) {
            assertTrue(five.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void afterCloseItDoesNothing() {
        AtomicInteger calls = new AtomicInteger();
        LeaseKeeper keeper = new LeaseKeeper(
                () -> {
                    calls.incrementAndGet();
                    return true;
                },
                Duration.ofHours(1));
        keeper.close();
        assertEquals(0, calls.get());
    }

    @Test
    void aLeaseThatIsLostIsNotAskedForAgain() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch lost = new CountDownLatch(1);
        try (LeaseKeeper _ = new LeaseKeeper(
                () -> {
                    calls.incrementAndGet();
                    lost.countDown();
                    return false;
                },
                EVERY)) {
            assertTrue(lost.await(30, TimeUnit.SECONDS));
        }
        assertEquals(1, calls.get());
    }
}
