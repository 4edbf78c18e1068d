package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotIndex;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.blob.hot.HotSweep;
import dev.stemma.blob.hot.InMemoryHotIndex;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store that keeps hot what was read twice, within a budget, and a clock to turn. */
final class HotWorld {

    static final Duration GRACE = Duration.ofHours(1);

    final InMemoryHotIndex hotIndex = new InMemoryHotIndex();
    final InMemoryBlobIndex index = new InMemoryBlobIndex();
    final ObjectStore objects = new MemoryObjectStore(() -> now());
    private final Map<HotEvents.Event, Long> bytes = new EnumMap<>(HotEvents.Event.class);
    private final long budgetBytes;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    HotWorld(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    private Instant now() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    PackedBlobStore store() {
        return store(objects, hotIndex);
    }

    /** A process of its own on these objects and that index. */
    PackedBlobStore store(ObjectStore through, HotIndex hot) {
        return new PackedBlobStore(
                through, index, files(through, hot), UUID::randomUUID, Stores.SCRATCH, Clock.systemUTC());
    }

    HotFiles files(ObjectStore through, HotIndex hot) {
        return new HotFiles(through, hot, UUID::randomUUID, this::now, new HotLimits(budgetBytes, 2), this::count);
    }

    private synchronized void count(HotEvents.Event what, long size) {
        bytes.merge(what, size, Long::sum);
    }

    /** Bytes of all events of this sort. */
    synchronized long bytes(HotEvents.Event what) {
        return bytes.getOrDefault(what, 0L);
    }

    int sweep() {
        return new HotSweep(objects, hotIndex, this::now).sweep(GRACE);
    }

    /** Puts a file that reading from packs takes many frames for. */
    static byte[] put(PackedBlobStore store, byte[] file) {
        store.put("alice", new ByteArrayInputStream(file), Digest.of(file), file.length);
        return file;
    }

    /** Reads twice and keeps. */
    static void heat(PackedBlobStore store, byte[] file) throws IOException {
        assertRead(store, file);
        assertRead(store, file);
        assertTrue(store.materialiseOne());
    }

    static void assertRead(PackedBlobStore store, byte[] file) throws IOException {
        assertRead(store, file, 0, file.length);
    }

    static void assertRead(PackedBlobStore store, byte[] file, int from, int length) throws IOException {
        try (InputStream in = store.open(Digest.of(file), from, length)) {
            assertArrayEquals(Arrays.copyOfRange(file, from, from + length), in.readAllBytes());
        }
    }

    List<ObjectInfo> hotObjects() {
        return objects.list("hot/", "", 1000);
    }

    void deleteAll(String prefix) {
        objects.list(prefix, "", 1000).forEach(object -> objects.delete(object.key()));
    }

    boolean hot(byte[] file) {
        return hotIndex.find(Digest.of(file)).isPresent();
    }

    byte[] content(String key) throws IOException {
        try (InputStream in =
                objects.open(key, 0, objects.head(key).orElseThrow().sizeBytes())) {
            return in.readAllBytes();
        }
    }
}
