package dev.stemma.blob.object.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.Seed;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.around.Retrying;
import dev.stemma.blob.object.around.Verifying;
import dev.stemma.fault.Form;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P16: when a fifth of the calls to the object store fail, almost every operation succeeds, none is wrong, and none takes long. */
final class FailingS3Test {

    private static final int OPERATIONS = Form.count(100, 1000);
    private static final int AT_ONCE = 8;
    private static final int PERCENT = 20;

    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong longestMillis = new AtomicLong();

    @Test
    @Timeout(900)
    void almostEveryOperationSucceedsAndNoneIsWrong() throws Exception {
        Random random = Seed.random("almostEveryOperationSucceedsAndNoneIsWrong");
        int threads = Thread.activeCount();
        String counters;
        try (FaultyS3 s3 = new FaultyS3(random, PERCENT, FaultyS3.Trouble.values());
                S3ObjectStore plain = S3ObjectStore.connect(s3.bucket())) {
            ObjectStore store = new Verifying(
                    new Retrying(plain, new ByteBudget(64 << 20), Thread::sleep, new Random(), System::nanoTime));
            run(store, OPERATIONS);
            counters = OPERATIONS + " operations, " + s3.counters() + ", " + failed + " operations failed, " + wrong
                    + " wrong, longest " + longestMillis + " ms";
        }
        Form.record("P16 object store", counters);
        assertEquals(0, wrong.get());
        // Of a hundred, chance may take two; of a thousand, ten.
        assertTrue(failed.get() <= Form.count(2, OPERATIONS / 100), counters);
        assertTrue(longestMillis.get() < 30_000, counters);
        assertTrue(Thread.activeCount() <= threads + 5, () -> "threads: " + threads + ", then " + Thread.activeCount());
    }

    /** The negative control: without repetitions a fifth of the calls and more than that of the operations fail. */
    @Test
    @Timeout(300)
    void withoutRepetitionsManyFail() throws Exception {
        try (FaultyS3 s3 = new FaultyS3(new Random(1), PERCENT, FaultyS3.Trouble.ERROR, FaultyS3.Trouble.TRUNCATED);
                S3ObjectStore plain = S3ObjectStore.connect(s3.bucket())) {
            run(new Verifying(plain), 100);
        }
        assertTrue(failed.get() >= 10, () -> failed + " of 100 failed");
    }

    private void run(ObjectStore store, int operations) throws Exception {
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
