package dev.stemma.blob.object.around;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetryingTest {

    private final FakeStore inner = new FakeStore();
    private final List<Duration> pauses = new ArrayList<>();
    private final ObjectStore store = new Retrying(inner, new ByteBudget(1 << 20), pauses::add, new Random(1));

    @Test
    void aPutThatFailsForAMomentIsRepeatedWithAllItsBytes() throws IOException {
        byte[] bytes = TestFiles.random(1, 5000);
        inner.failures.add(passing());
        inner.failures.add(passing());
        store.put("a/b", bytes.length, new ByteArrayInputStream(bytes));
        assertEquals(3, inner.calls);
        assertArrayEquals(bytes, store.open("a/b", 0, bytes.length).readAllBytes());
    }

    @Test
    void pausesGrowAndAreRandomWithinTheirBounds() {
        inner.failures.add(passing());
        inner.failures.add(passing());
        store.head("a/b");
        assertEquals(2, pauses.size());
        assertTrue(within(pauses.get(0), 100, 200) && within(pauses.get(1), 200, 400), pauses::toString);
    }

    @Test
    void theThirdFailureIsFinal() {
        StoreUnavailable last = passing();
        inner.failures.addAll(List.of(passing(), passing(), last, passing()));
        assertSame(last, assertThrows(StoreUnavailable.class, () -> store.list("", "", 1)));
        assertEquals(3, inner.calls);
    }

    @Test
    void whatWillNotPassIsNotRepeated() {
        List<RuntimeException> lasting = List.of(
                new StoreUnavailable("no such bucket", false, null),
                new StoreFull("here", null),
                new ObjectMissing("a"));
        for (RuntimeException failure : lasting) {
            inner.calls = 0;
            inner.failures.add(failure);
            assertSame(failure, assertThrows(RuntimeException.class, () -> store.open("a", 0, 1)));
            assertEquals(1, inner.calls);
        }
        assertEquals(List.of(), pauses);
    }

    @Test
    void theBudgetIsGivenBackHoweverAPutEnds() {
        for (int i = 0; i < 10; i++) {
            inner.failures.add(new StoreFull("here", null));
            assertThrows(StoreFull.class, () -> store.put("a", 900_000, new ByteArrayInputStream(new byte[900_000])));
        }
        store.put("a", 900_000, new ByteArrayInputStream(new byte[900_000]));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.put("a", 2_000_000, new ByteArrayInputStream(new byte[2_000_000])));
    }

    private static boolean within(Duration pause, int fromMillis, int toMillis) {
        return pause.toMillis() >= fromMillis && pause.toMillis() < toMillis;
    }

    private static StoreUnavailable passing() {
        return new StoreUnavailable("slow down", true, null);
    }
}
