package dev.stemma.blob.object.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Seed;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.around.Retrying;
import dev.stemma.blob.object.around.Verifying;
import dev.stemma.fault.Form;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P16: when a fifth of the calls to the object store fail, almost every operation succeeds, none is wrong, and none takes long. */
final class FailingS3Test {

    private static final int OPERATIONS = Form.count(100, 1000);
    private static final int PERCENT = 20;

    private final StoreOperations operations = new StoreOperations();

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
            operations.run(store, OPERATIONS);
            counters = OPERATIONS + " operations, " + s3.counters() + ", " + operations.counters();
        }
        Form.record("P16 object store", counters);
        assertEquals(0, operations.wrong());
        // Of a hundred, chance may take three; of a thousand, ten.
        assertTrue(operations.failed() <= Form.count(3, OPERATIONS / 100), counters);
        assertTrue(operations.longestMillis() < 30_000, counters);
        assertTrue(Thread.activeCount() <= threads + 5, () -> "threads: " + threads + ", then " + Thread.activeCount());
    }

    /** The negative control: without repetitions a fifth of the calls and more than that of the operations fail. */
    @Test
    @Timeout(300)
    void withoutRepetitionsManyFail() throws Exception {
        try (FaultyS3 s3 = new FaultyS3(new Random(1), PERCENT, FaultyS3.Trouble.ERROR, FaultyS3.Trouble.TRUNCATED);
                S3ObjectStore plain = S3ObjectStore.connect(s3.bucket())) {
            operations.run(new Verifying(plain), 100);
        }
        assertTrue(operations.failed() >= 10, () -> operations.failed() + " of 100 failed");
    }
}
