package dev.stemma.blob.packed;

import static dev.stemma.blob.packed.HotWorld.assertRead;
import static dev.stemma.blob.packed.HotWorld.heat;
import static dev.stemma.blob.packed.HotWorld.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Seed;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotEvents.Event;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.format.OnnxFiles;
import dev.stemma.format.SafetensorsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which files are kept hot, for how long, and that their bytes are the same. */
final class HotFilesTest {

    private static final int MIB = 1024 * 1024;

    private final HotWorld world = new HotWorld(10 * MIB);
    private final PackedBlobStore store = world.store();
    private final byte[] file = put(store, TestFiles.random(1, 3 * MIB));

    @Test
    void aFileReadTwiceIsServedFromItsOwnObjects() throws IOException {
        heat(store, file);
        assertEquals(2L * file.length, world.bytes(Event.MISS));
        world.deleteAll("packs/");
        assertRead(store, file);
        assertRead(store, file, 5, 2 * MIB);
        assertEquals(file.length, world.bytes(Event.STORED));
        assertTrue(world.bytes(Event.HIT) >= file.length + 2 * MIB);
    }

    /** Control to the test before: only the hot objects make it pass. */
    @Test
    void withoutPacksAFileThatIsNotHotCannotBeRead() {
        world.deleteAll("packs/");
        assertThrows(BlobCorrupt.class, () -> assertRead(store, file));
    }

    @Test
    void aFileReadOnceAndAHalfIsNotKept() throws IOException {
        assertRead(store, file);
        assertRead(store, file, 0, file.length / 2);
        assertFalse(store.materialiseOne());
        assertRead(store, file, file.length / 2, file.length / 2);
        assertTrue(store.materialiseOne());
        assertTrue(world.hot(file));
        assertFalse(store.materialiseOne());
    }

    @Test
    void whatWasAskedForButNotReadDoesNotCount() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (InputStream in = store.open(Digest.of(file), 0, file.length)) {
                assertEquals(100, in.readNBytes(100).length);
            }
        }
        assertFalse(store.materialiseOne());
    }

    @Test
    void rangesOfAHotFileAreItsBytes() throws IOException {
        HotWorld large = new HotWorld(100 * MIB);
        PackedBlobStore blobs = large.store();
        byte[] bytes = put(blobs, TestFiles.random(2, 34 * MIB)); // three parts
        heat(blobs, bytes);
        assertEquals(3, large.hotObjects().size());
        large.deleteAll("packs/");
        Random random = Seed.random("HotFilesTest");
        assertRead(blobs, bytes);
        for (int i = 0; i < 50; i++) {
            int from = random.nextInt(bytes.length);
            assertRead(blobs, bytes, from, random.nextInt(Math.min(bytes.length - from, 3 * MIB)) + 1);
        }
        assertRead(blobs, bytes, 16 * MIB - 1, 2);
        assertRead(blobs, bytes, bytes.length - 1, 1);
    }

    @Test
    void aSmallFileIsNotKept() throws IOException {
        byte[] small = put(store, TestFiles.random(3, MIB - 1));
        for (int i = 0; i < 5; i++) {
            assertRead(store, small);
        }
        assertFalse(store.materialiseOne());
    }

    @Test
    void aFileLargerThanTheBudgetIsNeverKept() throws IOException {
        byte[] large = put(store, TestFiles.random(4, 10 * MIB + 1));
        heat(store, file);
        for (int i = 0; i < 3; i++) {
            assertRead(store, large);
        }
        assertFalse(store.materialiseOne());
        assertTrue(world.hot(file));
    }

    @Test
    void fewLargeRawFramesAreGoodEnoughUntilTheyAreEncoded() throws IOException {
        byte[] model = put(store, model());
        heat(store, model);
        assertFalse(world.hot(model));
        store.encode("alice", new TreeMap<>(Map.of("model.safetensors", Digest.of(model))), List.of());
        heat(store, model);
        assertTrue(world.hot(model));
        world.deleteAll("packs/");
        assertRead(store, model);
    }

    private static byte[] model() {
        Random random = new Random(5);
        float[] values = new float[1_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 0.05);
        }
        return new SafetensorsFiles()
                .tensor("w", "F32", OnnxFiles.floats(values), 1000, 1000)
                .toBytes();
    }

    @Test
    void theFileNotReadForTheLongestTimeMakesRoom() throws IOException {
        byte[] second = put(store, TestFiles.random(6, 3 * MIB));
        byte[] third = put(store, TestFiles.random(7, 3 * MIB));
        byte[] fourth = put(store, TestFiles.random(8, 4 * MIB));
        for (byte[] one : List.of(file, second, third)) {
            heat(store, one);
            world.advance(Duration.ofHours(1));
        }
        assertRead(store, file);
        heat(store, fourth);
        assertTrue(world.hot(file) && world.hot(third) && world.hot(fourth));
        assertFalse(world.hot(second));
        assertEquals(10L * MIB, world.hotIndex.sizeBytes());
        assertEquals(3, world.hotObjects().size());
        assertEquals(3L * MIB, world.bytes(Event.EVICTED));
        assertRead(store, second);
    }

    @Test
    void whatIsNoLongerStoredIsGivenUpAndTheRestStays() throws IOException {
        PackedBlobStore store = world.store();
        byte[] stays = put(store, TestFiles.random(1, 2 * MIB));
        byte[] goes = put(store, TestFiles.random(2, 2 * MIB));
        heat(store, stays);
        heat(store, goes);
        world.files(world.objects, world.hotIndex).giveUp(Digest.of(goes)::equals);
        assertTrue(world.hot(stays));
        assertFalse(world.hot(goes));
        assertEquals(1, world.hotObjects().size());
    }

    @Test
    void anOffSwitchLeavesNothingBehind() throws IOException {
        heat(store, file);
        HotWorld off = new HotWorld(0);
        HotFiles files = new HotFiles(
                world.objects, world.hotIndex, UUID::randomUUID, Clock.systemUTC(), HotLimits.OFF, HotEvents.NONE);
        files.trim();
        assertEquals(List.of(), world.hotObjects());
        assertFalse(world.hot(file));
        assertRead(store, file);
        PackedBlobStore cold = off.store();
        byte[] same = put(cold, file);
        for (int i = 0; i < 5; i++) {
            assertRead(cold, same);
        }
        assertFalse(cold.materialiseOne());
    }
}
