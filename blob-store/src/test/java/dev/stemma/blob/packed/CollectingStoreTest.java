package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.BlobNotFound;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.Lease;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.gc.Collector;
import dev.stemma.blob.gc.Orphans;
import dev.stemma.blob.gc.RetiredObjects;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A store whose garbage is collected. */
final class CollectingStoreTest {

    private static final Instant START = Instant.parse("2026-09-14T10:00:00Z");
    private static final Duration GRACE = Duration.ofHours(24);

    private final Ticking clock = new Ticking();
    private final Ticking storeClock = new Ticking();
    private final Set<Digest> needed = new HashSet<>();
    private final InMemoryBlobIndex index = new InMemoryBlobIndex(() -> needed, clock);
    private final MemoryObjectStore objects = new MemoryObjectStore(storeClock);
    private final PackedBlobStore store = new PackedBlobStore(objects, index, UUID::randomUUID, Stores.SCRATCH, clock);
    private final Collector collector = new Collector(index, new RetiredObjects(index, objects), store);
    private final Orphans orphans = new Orphans(objects, index, "probes/one", GRACE);

    private static final class Ticking extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
        storeClock.now = storeClock.now.plus(time);
    }

    private Digest put(byte[] file) {
        return store.put("alice", new ByteArrayInputStream(file), Digest.of(file), file.length)
                .digest();
    }

    private byte[] read(Digest file, int length) throws IOException {
        try (InputStream in = store.open(file, 0, length)) {
            return in.readAllBytes();
        }
    }

    private int count() {
        return objects.list("", "", 1000).size();
    }

    @Test
    void whatIsNotNeededGoesAfterTheGraceAndNotBefore() throws IOException {
        byte[] file = TestFiles.random(1, 5_000);
        Digest digest = put(file);
        var _ = collector.run(GRACE);
        pass(GRACE.minusSeconds(1));
        var _ = collector.run(GRACE);
        assertArrayEquals(file, read(digest, file.length));
        pass(Duration.ofSeconds(2));
        var done = collector.run(GRACE);
        assertEquals(1, done.blobs());
        assertEquals(2, done.objects());
        assertEquals(0, count());
        Assertions.assertThrows(BlobNotFound.class, () -> read(digest, file.length));
        assertEquals(digest, put(file), "it can come again");
        assertArrayEquals(file, read(digest, file.length));
    }

    @Test
    void whatIsNeededAgainBeforeTheGraceIsOverStays() throws IOException {
        byte[] file = TestFiles.random(2, 5_000);
        Digest digest = put(file);
        var _ = collector.run(GRACE);
        needed.add(digest);
        pass(GRACE.multipliedBy(2));
        var _ = collector.run(GRACE);
        assertArrayEquals(file, read(digest, file.length));
    }

    @Test
    void aPushKeepsWhatItWasToldIsPresent() {
        byte[] file = TestFiles.random(3, 5_000);
        put(file);
        Chunk chunk = TestFiles.chunk(file);
        var _ = collector.run(Duration.ZERO.plus(GRACE));
        var push = store.under(new Lease("push", clock.instant().plus(Duration.ofDays(3))));
        assertEquals(new BitSet(), push.missing(List.of(chunk), owner -> true));
        pass(GRACE.multipliedBy(2));
        var _ = collector.run(GRACE);
        assertEquals(
                Digest.of(file),
                push.assemble("alice", Digest.of(file), file.length, List.of(chunk), owner -> true)
                        .digest());
    }

    @Test
    void aPackThatWasMostlyCollectedIsWrittenAnew() throws IOException {
        byte[] small = TestFiles.random(4, 1_000);
        byte[] large = TestFiles.random(5, 9_000);
        var pack = TestFiles.pack(List.of(small, large));
        byte[] bytes = TestFiles.bytes(pack);
        var _ = store.putPack("alice", pack.footer().digest(), new ByteArrayInputStream(bytes), bytes.length);
        Digest file = store.assemble(
                        "alice", Digest.of(small), small.length, List.of(TestFiles.chunk(small)), owner -> true)
                .digest();
        needed.add(file);
        assertEquals(1, collector.run(Duration.ZERO).compacted());
        pass(Duration.ofMinutes(1));
        assertEquals(0, collector.run(Duration.ZERO).compacted());
        assertArrayEquals(small, read(file, small.length));
        long left = objects.list("packs/", "", 1000).stream()
                .mapToLong(ObjectInfo::sizeBytes)
                .sum();
        assertTrue(left < 2_000, left + " bytes are left");
    }

    @Test
    void objectsWithoutARowGoWhenTheyAreOldUnlessTheyAreTooMany() {
        for (int i = 0; i < 10; i++) {
            needed.add(put(TestFiles.random(10 + i, 1_000)));
        }
        objects.put("packs/00/lost.pack", 3, new ByteArrayInputStream(new byte[3]));
        assertEquals(0, orphans.find().orphans(), "it may be an upload's");
        pass(GRACE.plusSeconds(1));
        assertEquals(1, orphans.find().orphans());
        assertEquals("", orphans.sweep(false).refused());
        assertEquals(20, count());
        for (int i = 0; i < 5; i++) {
            objects.put("packs/00/lost" + i + ".pack", 3, new ByteArrayInputStream(new byte[3]));
        }
        pass(GRACE.plusSeconds(1));
        assertFalse(orphans.sweep(false).refused().isEmpty());
        assertEquals(25, count());
        assertEquals(5, orphans.sweep(true).orphans());
        assertEquals(20, count());
    }

    @Test
    void clocksThatDisagreeStopASweep() {
        for (int i = 0; i < 10; i++) {
            needed.add(put(TestFiles.random(10 + i, 1_000)));
        }
        objects.put("packs/00/lost.pack", 3, new ByteArrayInputStream(new byte[3]));
        pass(GRACE.plusSeconds(1));
        storeClock.now = storeClock.now.minus(Duration.ofMinutes(6));
        assertTrue(orphans.sweep(false).refused().contains("clocks"));
        assertEquals(21, count());
    }
}
