package dev.stemma.blob.object.around;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.ObjectStoreContract;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Decorators one inside the other still are an object store. */
final class DecoratedStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore emptyStore() {
        ObjectStore memory = new MemoryObjectStore(() -> Instant.EPOCH);
        ObjectStore retrying =
                new Retrying(memory, new ByteBudget(1 << 20), time -> {}, new Random(1), System::nanoTime);
        return new Metered(new Verifying(retrying), (operation, took, bytes, failed) -> {}, () -> 0);
    }

    @Test
    void closingTheOuterStoreClosesTheInnerOne() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        final class Closeable extends FakeStore implements AutoCloseable {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
        ObjectStore retrying =
                new Retrying(new Closeable(), new ByteBudget(1 << 20), time -> {}, new Random(1), System::nanoTime);
        new Metered(new Verifying(retrying), (operation, took, bytes, failed) -> {}, () -> 0).close();
        assertEquals(1, closed.get());
        new Verifying(new FakeStore()).close();
    }
}
