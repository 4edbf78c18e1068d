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
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RetryingTest {

    private final FakeStore inner = new FakeStore();
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final ObjectStore store =
            new Retrying(inner, new ByteBudget(1 << 20), pauses::add, new Random(1), now::get);

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
    void theFourthFailureIsFinal() {
        StoreUnavailable last = passing();
        inner.failures.addAll(List.of(passing(), passing(), passing(), last, passing()));
        assertSame(last, assertThrows(StoreUnavailable.class, () -> store.list("", "", 1)));
        assertEquals(4, inner.calls);
    }

    @Test
    void aStoreThatAsksForAPauseGetsIt() {
        inner.failures.add(new StoreUnavailable("slow down", true, Duration.ofSeconds(3), null));
        store.head("a/b");
        assertTrue(within(pauses.getFirst(), 3100, 3200), pauses::toString);
    }

    @Test
    void aPauseThatIsTooLongIsNotWaitedFor() {
        inner.failures.add(new StoreUnavailable("slow down", true, Duration.ofSeconds(60), null));
        assertThrows(StoreUnavailable.class, () -> store.head("a/b"));
        assertEquals(List.of(), pauses);
    }

    @Test
    void nothingIsRepeatedThatCouldNotEndInTime() {
        inner.failures.addAll(List.of(passing(), passing()));
        inner.beforeCall = () -> now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThrows(StoreUnavailable.class, () -> store.head("a/b"));
        assertEquals(2, inner.calls);
    }

    @Test
    void aRangeThatBreaksOffIsReadOnFromThere() throws IOException {
        byte[] bytes = TestFiles.random(1, 5000);
        store.put("a/b", bytes.length, new ByteArrayInputStream(bytes));
        inner.breaks.addAll(List.of(0, 700, 1));
        assertArrayEquals(
                Arrays.copyOfRange(bytes, 100, 5000),
                store.open("a/b", 100, 4900).readAllBytes());
        assertEquals(3, pauses.size());
    }

    @Test
    void aRangeThatBreaksOffForTheFourthTimeIsAnError() throws IOException {
        store.put("a/b", 5000, new ByteArrayInputStream(new byte[5000]));
        inner.breaks.addAll(List.of(10, 10, 10, 10));
        try (InputStream in = store.open("a/b", 0, 5000)) {
            assertThrows(IOException.class, in::readAllBytes);
        }
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
