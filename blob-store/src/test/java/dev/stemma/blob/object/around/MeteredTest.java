package dev.stemma.blob.object.around;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MeteredTest {

    @Test
    void everyCallIsToldWithItsTimeBytesAndOutcome() {
        List<String> told = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        ObjectStore store = new Metered(
                new FakeStore(),
                (operation, took, bytes, failed) ->
                        told.add(operation + " " + took.toNanos() + " " + bytes + (failed ? " failed" : "")),
                () -> clock.getAndAdd(5));
        store.put("a", 7, new ByteArrayInputStream(new byte[7]));
        store.open("a", 1, 3);
        store.head("a");
        store.list("", "", 1);
        store.delete("a");
        assertThrows(ObjectMissing.class, () -> store.open("a", 0, 2));
        assertEquals(List.of("PUT 5 7", "OPEN 5 3", "HEAD 5 0", "LIST 5 0", "DELETE 5 0", "OPEN 5 2 failed"), told);
    }
}
