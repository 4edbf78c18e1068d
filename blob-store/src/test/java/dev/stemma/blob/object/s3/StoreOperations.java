package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Operations of every kind on an object store, eight at once, and what came of them. */
final class StoreOperations {

    private static final int AT_ONCE = 8;

    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong longestMillis = new AtomicLong();

    /** How many gave something that is not so. */
    int wrong() {
        return wrong.get();
    }

    /** How many failed. */
    int failed() {
        return failed.get();
    }

    /** How long the longest took. */
    long longestMillis() {
        return longestMillis.get();
    }

    /** For the page. */
    String counters() {
        return failed + " operations failed, " + wrong + " wrong, longest " + longestMillis + " ms";
    }

    /** Does so many, a multiple of five. */
    void run(ObjectStore store, int operations) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < operations; i += 5) {
                int number = i;
                all.add(pool.submit(() -> five(store, number)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private interface Operation {
        boolean right() throws IOException;
    }

    /** Five operations on one object. */
    private void five(ObjectStore store, int number) {
        String key = "a/" + number;
        byte[] bytes = TestFiles.random(number, 1 + (number * 7919) % 500_000);
        boolean stored = operate(() -> {
            store.put(key, bytes.length, new ByteArrayInputStream(bytes));
            return true;
        });
        int from = bytes.length / 3;
        if (stored) {
            operate(() -> store.head(key).orElseThrow().sizeBytes() == bytes.length);
            operate(() -> {
                try (InputStream in = store.open(key, from, bytes.length - from)) {
                    return Arrays.equals(Arrays.copyOfRange(bytes, from, bytes.length), in.readAllBytes());
                }
            });
            operate(() -> store.list(key, "", 1000).stream()
                    .anyMatch(object -> object.key().equals(key)));
            operate(() -> {
                store.delete(key);
                return true;
            });
        }
    }

    private boolean operate(Operation operation) {
        long start = System.nanoTime();
        try {
            if (!operation.right()) {
                wrong.incrementAndGet();
            }
            return true;
        } catch (StoreUnavailable | IOException e) {
            System.out.println("failed: " + e.getMessage());
            failed.incrementAndGet();
            return false;
        } finally {
            longestMillis.accumulateAndGet(
                    Duration.ofNanos(System.nanoTime() - start).toMillis(), Math::max);
        }
    }
}
