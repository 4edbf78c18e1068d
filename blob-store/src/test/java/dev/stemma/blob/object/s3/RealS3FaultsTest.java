package dev.stemma.blob.object.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Seed;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.around.Retrying;
import dev.stemma.blob.object.around.Verifying;
import dev.stemma.fault.FaultProxy;
import dev.stemma.fault.Form;
import dev.stemma.fault.Link;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** P16 before a real S3 server: every connection to it breaks somewhere, so that about a tenth of the calls fail. */
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+")
final class RealS3FaultsTest {

    private static final int OPERATIONS = Form.count(100, 1000);
    /** Of a hundred, of which chance takes one on the average. */
    private static final int ALLOWED = 5;

    private static final int SPAN_BYTES = 200_000;
    private static final List<Link.Kind> KINDS =
            List.of(Link.Kind.CUT, Link.Kind.RESET, Link.Kind.HALF_CLOSE, Link.Kind.BLACK_HOLE);

    private final Random random = Seed.random("RealS3FaultsTest");
    private final StoreOperations operations = new StoreOperations();

    @Test
    @Timeout(900)
    void almostEveryOperationSucceedsAndNoneIsWrong() throws Exception {
        int broken = run(true, KINDS, OPERATIONS);
        String counters = OPERATIONS + " operations, " + broken + " connections broken, " + operations.counters();
        Form.record("P16 real S3", counters);
        assertEquals(0, operations.wrong());
        assertTrue(broken >= OPERATIONS / 20, () -> "hardly anything was broken: " + counters);
        assertTrue(operations.failed() <= Form.count(ALLOWED, OPERATIONS / 100), counters);
        assertTrue(operations.longestMillis() < 30_000, counters);
    }

    /** The negative control: more fail than the promise allows. */
    @Test
    @Timeout(300)
    void withoutRepetitionsManyFail() throws Exception {
        int broken = run(false, List.of(Link.Kind.CUT, Link.Kind.RESET), 200);
        assertTrue(operations.failed() > ALLOWED, () -> operations.failed() + " of 200 failed, " + broken + " broken");
    }

    /** How many connections were broken. */
    private int run(boolean repeated, List<Link.Kind> kinds, int count) throws Exception {
        S3Config real = RealS3.freshBucket();
        try (FaultProxy proxy = FaultProxy.before(real.endpoint(), _ -> broken(kinds));
                S3ObjectStore plain = S3ObjectStore.connect(
                        S3Buckets.config(proxy.uri(), real.accessKey(), real.secretKey(), real.bucket(), ""))) {
            ObjectStore store = repeated
                    ? new Retrying(plain, new ByteBudget(64 << 20), Thread::sleep, new Random(), System::nanoTime)
                    : plain;
            operations.run(new Verifying(store), count);
            return proxy.traffic().faults().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    private Link broken(List<Link.Kind> kinds) {
        var fault = kinds.get(random.nextInt(kinds.size())).draw(random, SPAN_BYTES);
        return random.nextBoolean() ? Link.up(fault) : Link.down(fault);
    }
}
