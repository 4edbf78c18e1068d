package dev.stemma.blob.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.BrokenStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every object store promises. Each test starts with an empty store. */
public abstract class ObjectStoreContract {

    private static final String KEY = "packs/0a/one.pack";

    private ObjectStore store = new MemoryObjectStore(Instant::now);

    /** A store without objects. */
    protected abstract ObjectStore emptyStore() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = emptyStore();
    }

    @Nested
    class Put {

        @Test
        void bytesComeBackAsTheyWereGiven() throws IOException {
            byte[] bytes = random(300_001);
            put(KEY, bytes);
            assertArrayEquals(bytes, read(KEY, 0, bytes.length));
        }

        @Test
        void anEmptyObjectIsAnObject() throws IOException {
            put(KEY, new byte[0]);
            assertEquals(0, info(KEY).sizeBytes());
            assertArrayEquals(new byte[0], read(KEY, 0, 0));
        }

        @Test
        void repeatingItWithTheSameBytesIsHarmless() throws IOException {
            put(KEY, random(1000));
            put(KEY, random(1000));
            assertArrayEquals(random(1000), read(KEY, 0, 1000));
        }

        @Test
        void aStreamThatEndsEarlyLeavesNothing() {
            SizeMismatch e = assertThrows(SizeMismatch.class, () -> store.put(KEY, 11, stream(random(10))));
            assertEquals(11, e.expectedBytes());
            assertEquals(10, e.actualBytes());
            assertNothingStored();
        }

        @Test
        void aStreamThatGoesOnLeavesNothing() {
            assertThrows(SizeMismatch.class, () -> store.put(KEY, 9, stream(random(10))));
            assertNothingStored();
        }

        @Test
        void aStreamThatThrowsLeavesNothing() {
            IOException cut = new IOException("connection reset");
            SourceFailed e = assertThrows(
                    SourceFailed.class, () -> store.put(KEY, 100_000, BrokenStream.after(random(50_000), cut)));
            assertSame(cut, e.getCause());
            assertNothingStored();
        }

        @Test
        void ofAStreamThatEndsEarlyWhatItWantsIsKept() throws IOException {
            assertEquals(53, store.salvage(KEY, 100, salvage(random(70), 50, new byte[] {1, 2, 3})));
            byte[] kept = Arrays.copyOf(random(70), 53);
            System.arraycopy(new byte[] {1, 2, 3}, 0, kept, 50, 3);
            assertArrayEquals(kept, read(KEY, 0, 53));
            assertEquals(53, store.head(KEY).orElseThrow().sizeBytes());
        }

        @Test
        void aWholeStreamIsKeptWhole() throws IOException {
            assertEquals(300_000, store.salvage(KEY, 300_000, salvage(random(300_000), 300_000, new byte[0])));
            assertArrayEquals(random(300_000), read(KEY, 0, 300_000));
        }

        @Test
        void ofAStreamThatGoesOnNothingIsKept() {
            assertThrows(SizeMismatch.class, () -> store.salvage(KEY, 9, salvage(random(10), 10, new byte[0])));
            assertNothingStored();
        }

        private static Salvage salvage(byte[] bytes, long kept, byte[] ending) {
            InputStream in = stream(bytes);
            return new Salvage() {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return in.read(target, offset, length);
                }

                @Override
                public long keptBytes() {
                    return kept;
                }

                @Override
                public byte[] ending() {
                    return ending.clone();
                }
            };
        }

        @Test
        void aRefusalByTheStreamItselfPassesThroughAndLeavesNothing() {
            PackInvalid refusal = new PackInvalid("for a test");
            InputStream refusing = BrokenStream.after(random(5), refusal);
            assertSame(refusal, assertThrows(PackInvalid.class, () -> store.put(KEY, 10, refusing)));
            assertNothingStored();
        }

        @Test
        void keysOutsideTheGrammarAreRefused() {
            for (String key :
                    List.of("", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "A", "a b", "a\\b", "a\0b", ".a")) {
                assertThrows(IllegalArgumentException.class, () -> store.put(key, 1, stream(new byte[1])), key);
                assertThrows(IllegalArgumentException.class, () -> store.open(key, 0, 1), key);
                assertThrows(IllegalArgumentException.class, () -> store.head(key), key);
                assertThrows(IllegalArgumentException.class, () -> store.delete(key), key);
            }
        }

        @Test
        void manyAtOnceDoNotDisturbEachOther() throws Exception {
            List<Future<byte[]>> running = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 24; i++) {
                    byte[] bytes = random(50_000 + i);
                    String key = "packs/0b/" + i + ".pack";
                    running.add(threads.submit(() -> {
                        put(key, bytes);
                        return read(key, 0, bytes.length);
                    }));
                }
            }
            for (int i = 0; i < running.size(); i++) {
                assertArrayEquals(random(50_000 + i), running.get(i).get());
            }
        }
    }

    @Nested
    class Range {

        private final byte[] bytes = random(70_000);

        @BeforeEach
        void putObject() {
            put(KEY, bytes);
        }

        @Test
        void everyPartCanBeReadAlone() throws IOException {
            for (int[] range : new int[][] {{0, 1}, {69_999, 1}, {1, 69_999}, {12_345, 40_000}, {70_000, 0}, {5, 0}}) {
                byte[] expected = Arrays.copyOfRange(bytes, range[0], range[0] + range[1]);
                assertArrayEquals(expected, read(KEY, range[0], range[1]));
            }
        }

        @Test
        void bytesCanBeReadOneByOne() throws IOException {
            try (InputStream in = store.open(KEY, 10, 3)) {
                assertEquals(bytes[10] & 0xff, in.read());
                assertEquals(bytes[11] & 0xff, in.read());
                assertEquals(bytes[12] & 0xff, in.read());
                assertEquals(-1, in.read());
            }
        }

        @Test
        void aRangeOutsideTheObjectIsRefused() {
            for (long[] range : new long[][] {{0, 70_001}, {70_000, 1}, {70_001, 0}, {69_999, 2}, {-1, 1}, {1, -1}}) {
                assertThrows(
                        IndexOutOfBoundsException.class,
                        () -> read(KEY, range[0], range[1]),
                        () -> range[0] + "+" + range[1]);
            }
        }

        @Test
        void aMissingObjectIsNamed() {
            ObjectMissing e = assertThrows(ObjectMissing.class, () -> read("packs/0a/absent.pack", 0, 1));
            assertEquals("packs/0a/absent.pack", e.key());
            assertThrows(ObjectMissing.class, () -> read("packs/0a/absent.pack", 0, 0));
        }
    }

    @Nested
    class HeadAndDelete {

        @Test
        void headTellsTheSize() {
            put(KEY, random(1234));
            assertEquals(1234, info(KEY).sizeBytes());
            assertEquals(KEY, info(KEY).key());
        }

        @Test
        void headOfNothingIsEmpty() {
            assertEquals(Optional.empty(), store.head(KEY));
        }

        @Test
        void aDeletedObjectIsGone() {
            put(KEY, random(10));
            put("packs/0a/two.pack", random(10));
            store.delete(KEY);
            assertEquals(Optional.empty(), store.head(KEY));
            assertEquals(List.of("packs/0a/two.pack"), keys(store.list("", "", 10)));
        }

        @Test
        void deletingNothingDoesNothing() {
            store.delete(KEY);
            store.delete(KEY);
        }
    }

    @Nested
    class Listing {

        private final List<String> all =
                List.of("packs/00/a.pack", "packs/00/b.pack", "packs/0a/a.pack", "packs/ff/z.pack", "recipes/00/a.rcp");

        @BeforeEach
        void putObjects() {
            all.reversed().forEach(key -> put(key, random(key.length())));
        }

        @Test
        void givesKeysInOrderWithTheirSizes() {
            List<ObjectInfo> found = store.list("", "", 1000);
            assertEquals(all, keys(found));
            found.forEach(info -> assertEquals(info.key().length(), info.sizeBytes()));
        }

        @Test
        void aPrefixNeedNotEndAtASlash() {
            assertEquals(all.subList(0, 4), keys(store.list("packs/", "", 1000)));
            assertEquals(all.subList(0, 3), keys(store.list("packs/0", "", 1000)));
            assertEquals(List.of(), keys(store.list("nothing", "", 1000)));
        }

        @Test
        void pagesJoinWithoutGapOrOverlap() {
            List<String> seen = new ArrayList<>();
            List<ObjectInfo> page = store.list("packs/", "", 2);
            while (!page.isEmpty()) {
                seen.addAll(keys(page));
                page = store.list("packs/", page.getLast().key(), 2);
            }
            assertEquals(all.subList(0, 4), seen);
        }

        @Test
        void itMayContinueBehindAKeyThatIsNotThere() {
            assertEquals(all.subList(2, 4), keys(store.list("packs/", "packs/00/c.pack", 1000)));
        }

        @Test
        void aLimitOutsideOneToThousandIsRefused() {
            assertThrows(IllegalArgumentException.class, () -> store.list("", "", 0));
            assertThrows(IllegalArgumentException.class, () -> store.list("", "", 1001));
        }

        @Test
        void moreThanOnePageOfAServiceCanBeWalked() throws InterruptedException, ExecutionException {
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                List<Future<?>> puts = new ArrayList<>();
                for (int i = 0; i < 1005; i++) {
                    String key = String.format("many/%04d", i);
                    puts.add(threads.submit(() -> put(key, new byte[] {1})));
                }
                for (Future<?> put : puts) {
                    put.get();
                }
            }
            List<ObjectInfo> first = store.list("many/", "", 1000);
            List<ObjectInfo> second = store.list("many/", first.getLast().key(), 1000);
            assertEquals(1000, first.size());
            assertEquals(List.of("many/1000", "many/1001", "many/1002", "many/1003", "many/1004"), keys(second));
        }
    }

    private void put(String key, byte[] bytes) {
        store.put(key, bytes.length, stream(bytes));
    }

    private byte[] read(String key, long offset, long length) throws IOException {
        try (InputStream in = store.open(key, offset, length)) {
            return in.readAllBytes();
        }
    }

    private ObjectInfo info(String key) {
        return store.head(key).orElseThrow();
    }

    private void assertNothingStored() {
        assertEquals(Optional.empty(), store.head(KEY));
        assertTrue(store.list("", "", 10).isEmpty());
    }

    private static List<String> keys(List<ObjectInfo> objects) {
        return objects.stream().map(ObjectInfo::key).toList();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
