package dev.stemma.blob.object.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A store whose folder goes away: nothing is written beside it, nothing is said to be lost, and it is used again once it is back. */
final class StoreFolderTest {

    @TempDir
    Path folder;

    @Test
    void aFolderThatIsGoneIsUnavailableAndComesBack() throws IOException {
        Path root = folder.resolve("objects");
        ObjectStore store = FileObjectStore.open(root);
        put(store, "a/b");
        store.check();
        Path away = Files.move(root, folder.resolve("away"));
        allUnavailable(store);
        assertFalse(Files.exists(root), "the store must not be made anew");
        Files.move(away, root);
        store.check();
        assertEquals(1, store.list("", "", 10).size());
    }

    /** What is left of a disk that was unmounted is an empty folder. */
    @Test
    void anotherFolderInItsPlaceIsNotWrittenTo() throws IOException {
        Path root = folder.resolve("objects");
        ObjectStore store = FileObjectStore.open(root);
        put(store, "a/b");
        Files.move(root, folder.resolve("away"));
        Files.createDirectory(root);
        allUnavailable(store);
        try (var left = Files.list(root)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void theMarkIsNoObject() {
        ObjectStore store = FileObjectStore.open(folder);
        assertEquals(List.of(), store.list("", "", 10));
    }

    private static void allUnavailable(ObjectStore store) {
        for (Executable call : new Executable[] {
            () -> put(store, "a/c"),
            () -> store.open("a/b", 0, 1).close(),
            () -> store.head("a/b"),
            () -> store.list("", "", 10),
            store::check
        }) {
            assertThrows(StoreUnavailable.class, call);
        }
    }

    private static void put(ObjectStore store, String key) {
        store.put(key, 1, new ByteArrayInputStream(new byte[1]));
    }
}
