package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.file.FileObjectStore;
import dev.stemma.blob.object.file.SmallDisk;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that really is full or read-only. Runs where a small file system can be mounted. */
final class FullDiskTest {

    private static final byte[] SMALL = TestFiles.random(1, 1_000_000);
    private static final byte[] LARGE = TestFiles.random(2, 9_000_000);

    @TempDir
    Path folder = Path.of("");

    private @Nullable SmallDisk mounted;

    @BeforeEach
    void mount() throws IOException {
        assumeTrue(SmallDisk.possible(folder), "Only root may mount a small disk: not tested here");
        mounted = SmallDisk.mount(folder, 4096);
    }

    @AfterEach
    void unmount() throws IOException {
        if (mounted != null) {
            mounted.close();
        }
    }

    @Test
    void aFullDiskHarmsNothingAndWritesWorkAgainWhenThereIsRoom() throws IOException {
        StoreFixture fixture = Stores.over(FileObjectStore.open(folder));
        BlobStore store = fixture.blobs();
        put(store, SMALL);

        assertThrows(StoreFull.class, () -> put(store, LARGE));
        PackWriter pack = TestFiles.pack(List.of(TestFiles.random(3, 4_000_000)));
        assertThrows(StoreFull.class, () -> store.putPack("alice", pack.digest(), pack.open(), pack.sizeBytes()));

        assertEquals(Optional.empty(), store.find(Digest.of(LARGE)));
        assertEquals(2, fixture.objects().list("", "", 100).size(), "one pack and one recipe, as before");
        assertArrayEquals(SMALL, read(store, SMALL));

        disk().remount("size=32m");
        put(store, LARGE);
        store.putPack("alice", pack.digest(), pack.open(), pack.sizeBytes());
        assertArrayEquals(LARGE, read(store, LARGE));
        assertArrayEquals(SMALL, read(store, SMALL));
    }

    @Test
    void aReadOnlyDiskIsUnavailableForWritesAndStillReads() throws IOException {
        BlobStore store = Stores.over(FileObjectStore.open(folder)).blobs();
        put(store, SMALL);
        disk().remount("ro");
        StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> put(store, LARGE));
        assertFalse(e.passing());
        assertTrue(String.valueOf(e.getMessage()).contains("read-only"), e::getMessage);
        assertArrayEquals(SMALL, read(store, SMALL));
        disk().remount("rw,size=32m");
        put(store, LARGE);
    }

    private SmallDisk disk() {
        return Objects.requireNonNull(mounted);
    }

    private static void put(BlobStore store, byte[] bytes) {
        store.put("alice", new ByteArrayInputStream(bytes), Digest.of(bytes), bytes.length);
    }

    private static byte[] read(BlobStore store, byte[] bytes) throws IOException {
        try (InputStream in = store.open(Digest.of(bytes), 0, bytes.length)) {
            return in.readAllBytes();
        }
    }
}
