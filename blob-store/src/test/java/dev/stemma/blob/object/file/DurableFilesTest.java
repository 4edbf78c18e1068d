package dev.stemma.blob.object.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTest {

    private static final String KEY = "packs/0a/one.pack";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theNameComesAfterTheBytesAreOnDiskAndBeforeTheFolderIs() {
        Recording steps = new Recording();
        ObjectStore store = FileObjectStore.open(folder, steps);
        store.put("packs/0a/first.pack", 1, new ByteArrayInputStream(new byte[1]));
        steps.seen.clear();
        store.put(KEY, 600_000, new ByteArrayInputStream(new byte[600_000]));
        assertEquals(
                List.of(
                        "append",
                        "append",
                        "append",
                        "force .tmp-one.pack",
                        "rename .tmp-one.pack to one.pack",
                        "force folder 0a"),
                steps.seen);
    }

    @Test
    void everyNewFolderIsForcedIntoTheOneAboveIt() {
        Recording steps = new Recording();
        FileObjectStore.open(folder.resolve("a/b"), steps);
        assertEquals(List.of("force folder " + folder.getFileName(), "force folder a"), steps.seen);
    }

    @Test
    void aFaultAtAnyStepLeavesOldObjectsWholeAndNoHalfObject() throws IOException {
        byte[] old = TestFiles.random(1, 5000);
        FileObjectStore.open(folder).put("packs/0a/old.pack", old.length, new ByteArrayInputStream(old));
        for (int step = 1; ; step++) {
            Failing faults = new Failing(step, "Input/output error");
            ObjectStore store = FileObjectStore.open(folder, faults);
            byte[] bytes = TestFiles.random(2, 600_000);
            try {
                store.put(KEY, bytes.length, new ByteArrayInputStream(bytes));
                assertTrue(step > 5, "the faults before this one must have been met: " + step);
                break;
            } catch (StoreUnavailable e) {
                assertFalse(e.passing());
            }
            store.head(KEY).ifPresent(whole -> assertEquals(bytes.length, whole.sizeBytes()));
            assertEquals(0, leftovers());
            assertArrayEquals(old, Files.readAllBytes(folder.resolve("packs/0a/old.pack")));
            store.delete(KEY);
        }
    }

    @Test
    void noRoomIsStoreFullAndItWorksAgainWhenThereIsRoom() throws IOException {
        for (String system : List.of("No space left on device", "Disk quota exceeded")) {
            Failing faults = new Failing(2, system);
            ObjectStore store = FileObjectStore.open(folder, faults);
            byte[] bytes = TestFiles.random(3, 600_000);
            BlobException e = assertThrows(
                    BlobException.class, () -> store.put(KEY, bytes.length, new ByteArrayInputStream(bytes)));
            assertInstanceOf(StoreFull.class, e);
            assertEquals(0, leftovers());
            assertTrue(store.head(KEY).isEmpty());
            store.put(KEY, bytes.length, new ByteArrayInputStream(bytes));
            assertArrayEquals(bytes, Files.readAllBytes(folder.resolve(KEY)));
            store.delete(KEY);
        }
    }

    @Test
    void whatACrashLeftIsInvisibleAndGoesWhenTheStoreIsOpened() throws IOException {
        Path leftover = folder.resolve("packs/0a/.tmp-one.pack");
        ObjectStore store = FileObjectStore.open(folder);
        store.put("packs/0a/two.pack", 1, new ByteArrayInputStream(new byte[1]));
        Files.write(leftover, new byte[100]);
        assertEquals(1, store.list("", "", 10).size());
        ObjectStore reopened = FileObjectStore.open(folder);
        assertFalse(Files.exists(leftover));
        assertEquals(1, reopened.list("", "", 10).size());
    }

    @Test
    void aStoreThatCannotBeOpenedSaysSo() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> FileObjectStore.open(file.resolve("below")));
        assertTrue(String.valueOf(e.getMessage()).startsWith("Cannot open the object store " + file), e::getMessage);
    }

    private long leftovers() throws IOException {
        try (var tree = Files.walk(folder)) {
            return tree.filter(DurableFiles::isTemporary).count();
        }
    }

    private static final class Recording extends DurableFiles {
        private final List<String> seen = new ArrayList<>();

        @Override
        void append(FileChannel channel, ByteBuffer bytes) throws IOException {
            seen.add("append");
            super.append(channel, bytes);
        }

        @Override
        void force(FileChannel channel) throws IOException {
            seen.add("force .tmp-one.pack");
            super.force(channel);
        }

        @Override
        void rename(Path from, Path to) throws IOException {

            seen.add("rename " + from.getFileName() + " to " + to.getFileName());
            super.rename(from, to);
        }

        @Override
        void forceFolder(Path forced) throws IOException {
            seen.add("force folder " + forced.getFileName());
            super.forceFolder(forced);
        }
    }

    /** Fails at the n-th step, once. */
    private static final class Failing extends DurableFiles {
        private final String reason;
        private int left;

        Failing(int step, String reason) {
            this.left = step;
            this.reason = reason;
        }

        private void step(Object where) throws IOException {
            if (--left == 0) {
                throw new FileSystemException(where.toString(), null, reason);
            }
        }

        @Override
        void append(FileChannel channel, ByteBuffer bytes) throws IOException {
            step(channel);
            super.append(channel, bytes);
        }

        @Override
        void force(FileChannel channel) throws IOException {
            step(channel);
            super.force(channel);
        }

        @Override
        void rename(Path from, Path to) throws IOException {
            step(from);
            super.rename(from, to);
        }

        @Override
        void forceFolder(Path forced) throws IOException {
            step(forced);
            super.forceFolder(forced);
        }
    }
}
