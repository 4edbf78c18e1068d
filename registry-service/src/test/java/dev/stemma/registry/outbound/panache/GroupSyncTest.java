package dev.stemma.registry.outbound.panache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class GroupSyncTest {

    @Test
    void nobodyReturnsBeforeASyncThatStartedAfterTheirCommit() throws Exception {
        AtomicLong commits = new AtomicLong();
        AtomicLong covered = new AtomicLong();
        AtomicInteger syncs = new AtomicInteger();
        GroupSync group = new GroupSync(() -> {
            long seen = commits.get();
            syncs.incrementAndGet();
            covered.set(seen);
        });
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        long mine = commits.incrementAndGet();
                        group.await();
                        assertTrue(covered.get() >= mine, "a commit was acknowledged before it was synced");
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }
        assertTrue(syncs.get() <= 4_000);
    }

    @Test
    void thoseWhoWaitTogetherShareOneSync() throws Exception {
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger syncs = new AtomicInteger();
        GroupSync group = new GroupSync(() -> {
            if (syncs.incrementAndGet() == 1) {
                inFirst.countDown();
                waitFor(goOn);
            }
        });
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform().start(group::await));
        waitFor(inFirst);
        for (int i = 0; i < 5; i++) {
            threads.add(Thread.ofPlatform().start(group::await));
        }
        while (threads.stream().skip(1).anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(2, syncs.get());
    }

    @Test
    void aSyncThatFailedCoversNobody() {
        AtomicInteger syncs = new AtomicInteger();
        GroupSync group = new GroupSync(() -> {
            if (syncs.incrementAndGet() == 1) {
                throw new IllegalStateException("disk gone");
            }
        });
        assertThrows(IllegalStateException.class, group::await);
        group.await();
        assertEquals(2, syncs.get());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
