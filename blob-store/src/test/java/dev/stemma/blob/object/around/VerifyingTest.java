package dev.stemma.blob.object.around;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerifyingTest {

    @Test
    void aPutThatKeptOnlySomeBytesIsNoSuccessAndLeavesNothing() {
        ObjectStore truncating = new FakeStore() {
            @Override
            public void put(String key, long length, InputStream bytes) {
                super.put(key, 3, new ByteArrayInputStream(new byte[3]));
            }
        };
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> put(new Verifying(truncating)));
        assertEquals("The object store acknowledged 10 bytes of a/b but shows 3 bytes", e.getMessage());
        assertEquals(Optional.empty(), truncating.head("a/b"));
    }

    @Test
    void aPutThatKeptNothingIsNoSuccess() {
        ObjectStore forgetful = new FakeStore() {
            @Override
            public void put(String key, long length, InputStream bytes) {}
        };
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> put(new Verifying(forgetful)));
        assertTrue(String.valueOf(e.getMessage()).endsWith("no such object"), e::getMessage);
    }

    @Test
    void aRangeOfAnotherLengthThanAskedForIsAnError() throws IOException {
        for (int given : new int[] {9, 11}) {
            ObjectStore lying = new FakeStore() {
                @Override
                public InputStream open(String key, long offset, long length) {
                    return new ByteArrayInputStream(new byte[given]);
                }
            };
            try (InputStream in = new Verifying(lying).open("a/b", 0, 10)) {
                assertThrows(EOFException.class, in::readAllBytes, "given " + given);
            }
        }
    }

    @Test
    void aRangeOfTheRightLengthPasses() throws IOException {
        ObjectStore store = new Verifying(new FakeStore());
        put(store);
        try (InputStream in = store.open("a/b", 2, 5)) {
            assertEquals(0, in.read());
            assertArrayEquals(new byte[4], in.readAllBytes());
        }
    }

    private static void put(ObjectStore store) {
        store.put("a/b", 10, new ByteArrayInputStream(new byte[10]));
    }
}
