package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.scrub.Damage;
import dev.stemma.blob.scrub.Pace;
import dev.stemma.blob.scrub.Scrub;
import dev.stemma.fault.Form;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Of 100 objects ten rot: a bit flips in two, two are cut short, two are filled with zeros, two are swapped, two are gone. In the
 * full form ten times as many.
 */
abstract class BitRotContract {

    private static final int TIMES = Form.count(1, 10);
    private static final int FILES = 50 * TIMES;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final InMemoryBlobIndex index = new InMemoryBlobIndex();
    private final List<byte[]> files = new ArrayList<>();
    private final List<Damage> found = new ArrayList<>();

    /** How the page calls it. */
    protected abstract String place();

    /** An empty store. */
    protected abstract ObjectStore objects();

    private ObjectStore objects = new dev.stemma.blob.object.MemoryObjectStore(Clock.systemUTC());
    private PackedBlobStore store = Stores.open(objects, index);

    @BeforeEach
    void fill() {
        objects = objects();
        store = Stores.open(objects, index);
        System.out.println(getClass().getSimpleName() + ": repeat with seed " + seed);
        for (int i = 0; i < FILES; i++) {
            files.add(TestFiles.random(seed + i, 1_000 + random.nextInt(3_000)));
            put(files.get(i));
        }
    }

    private void put(byte[] file) {
        var _ = store.put("alice", new ByteArrayInputStream(file), Digest.of(file), file.length);
    }

    private Scrub.Scrubbed scrub(boolean deep) {
        found.clear();
        return new Scrub(index, index, store.checks(), Pace.FREE, Clock.systemUTC()).all(deep, found::add);
    }

    private Set<String> named() {
        Set<String> keys = new TreeSet<>();
        found.forEach(damage -> assertTrue(keys.add(damage.objectKey()), "named twice: " + damage));
        return keys;
    }

    private List<ObjectInfo> all() {
        List<ObjectInfo> all = new ArrayList<>();
        for (String folder : List.of("packs/", "recipes/")) {
            List<ObjectInfo> page = objects.list(folder, "", 1000);
            while (!page.isEmpty()) {
                all.addAll(page);
                page = objects.list(folder, page.getLast().key(), 1000);
            }
        }
        return all;
    }

    private byte[] bytes(ObjectInfo object) throws IOException {
        try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
            return in.readAllBytes();
        }
    }

    private void replace(ObjectInfo object, byte[] bytes) {
        objects.delete(object.key());
        objects.put(object.key(), bytes.length, new ByteArrayInputStream(bytes));
    }

    private Set<String> rot() throws IOException {
        List<ObjectInfo> all = new ArrayList<>(all());
        assertEquals(2 * FILES, all.size());
        Collections.shuffle(all, random);
        List<ObjectInfo> chosen = all.subList(0, 8 * TIMES);
        for (int i = 0; i < chosen.size(); i++) {
            ObjectInfo object = chosen.get(i);
            byte[] bytes = bytes(object);
            switch (i % 4) {
                case 0 -> {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    replace(object, bytes);
                }
                case 1 -> replace(object, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                case 2 -> replace(object, new byte[bytes.length]);
                default -> objects.delete(object.key());
            }
        }
        List<ObjectInfo> packs = all.subList(8 * TIMES, all.size()).stream()
                .filter(object -> object.key().startsWith("packs/"))
                .limit(2L * TIMES)
                .toList();
        Set<String> damaged = new TreeSet<>();
        for (int i = 0; i < packs.size(); i += 2) {
            byte[] one = bytes(packs.get(i));
            byte[] other = bytes(packs.get(i + 1));
            replace(packs.get(i), other);
            replace(packs.get(i + 1), one);
        }
        packs.forEach(object -> damaged.add(object.key()));
        chosen.forEach(object -> damaged.add(object.key()));
        return damaged;
    }

    private byte[] read(byte[] file) throws IOException {
        try (InputStream in = store.open(Digest.of(file), 0, file.length)) {
            return in.readAllBytes();
        }
    }

    private boolean reads(byte[] file) throws IOException {
        try {
            assertArrayEquals(file, read(file), "wrong bytes were served");
            return true;
        } catch (BlobException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private int readable() throws IOException {
        int count = 0;
        for (byte[] file : files) {
            count += reads(file) ? 1 : 0;
        }
        return count;
    }

    @Test
    @Timeout(600)
    void exactlyWhatRottedIsNamedNothingWrongIsServedAndTheNextPushHeals() throws IOException {
        assertEquals(0, scrub(true).damaged());
        Set<String> damaged = rot();
        int before = readable();
        assertTrue(before >= FILES - 10 * TIMES && before < FILES, before + " files are readable");
        assertEquals(10L * TIMES, scrub(true).damaged(), found::toString);
        assertEquals(damaged, named());
        assertEquals(before, readable(), "a scrub takes nothing from anyone");
        Set<Digest> lost = new TreeSet<>();
        found.forEach(damage -> lost.addAll(damage.files()));
        for (byte[] file : files) {
            assertEquals(!lost.contains(Digest.of(file)), reads(file));
        }
        files.forEach(this::put);
        assertEquals(FILES, readable());
        assertEquals(0, scrub(true).damaged(), found::toString);
        assertEquals(0, scrub(true).damaged(), found::toString);
        Form.record(
                "P7 " + place(),
                damaged.size() + " of " + 2 * FILES + " objects rotted, exactly those named, " + lost.size()
                        + " files refused, 0 served wrong, all " + FILES + " whole after the next push");
    }

    @Test
    void aLightScrubFindsTheSame() throws IOException {
        Set<String> damaged = rot();
        assertEquals(10L * TIMES, scrub(false).damaged());
        assertEquals(damaged, named());
    }

    @Test
    void anotherSoundCopyIsReadAndTheBadOneGoes() throws IOException {
        byte[] file = files.getFirst();
        ObjectInfo pack = objects.list("packs/", "", 1000).stream()
                .filter(object -> index.chunksIn(object.key()).stream()
                        .anyMatch(place -> place.chunk().digest().equals(Digest.of(file))))
                .findFirst()
                .orElseThrow();
        var copy = TestFiles.pack(List.of(file, TestFiles.random(1, 10)));
        byte[] bytes = TestFiles.bytes(copy);
        var _ = store.putPack("alice", copy.footer().digest(), new ByteArrayInputStream(bytes), bytes.length);
        objects.delete(pack.key());
        assertEquals(0, scrub(false).damaged(), "it is repaired");
        assertArrayEquals(file, read(file));
        assertTrue(index.chunksIn(pack.key()).isEmpty());
    }

    @Test
    void progressGrowsToTheTotalAndEveryByteIsPaidFor() {
        List<Long> read = new ArrayList<>();
        for (boolean deep : List.of(false, true)) {
            AtomicLong paid = new AtomicLong();
            List<Scrub.Progress> told = new ArrayList<>();
            var _ = new Scrub(index, index, store.checks(), Pace.FREE, Clock.systemUTC())
                    .all(deep, paid::addAndGet, found::add, told::add);
            assertEquals(0, told.getFirst().bytes());
            assertEquals(told.getLast().totalBytes(), told.getLast().bytes());
            assertEquals(paid.get(), told.getLast().bytes());
            assertEquals(FILES, told.getLast().files());
            read.add(paid.get());
        }
        assertTrue(read.get(1) > read.get(0) * 3 / 2, read.toString());
    }

    @Test
    void aStretchInTheBackgroundPutsSomeFilesTogetherToo() {
        long files = 0;
        for (int i = 0; i < 8; i++) {
            // Where it starts differs each time.
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(1000L + i));
            files += new Scrub(index, index, store.checks(), Pace.FREE, later)
                    .stale(Duration.ofDays(1), 8_000_000, found::add)
                    .files();
        }
        assertTrue(files > 0);
        assertEquals(List.of(), found);
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoDamage() {
        Outage outage = new Outage(1, true);
        assertThrows(
                BlobException.StoreUnavailable.class,
                () -> new Scrub(
                                index,
                                index,
                                Stores.open(outage.over(objects), index).checks(),
                                Pace.FREE,
                                Clock.systemUTC())
                        .all(false, found::add));
        assertEquals(List.of(), found);
    }
}
