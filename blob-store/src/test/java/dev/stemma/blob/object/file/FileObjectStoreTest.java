package dev.stemma.blob.object.file;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.ObjectStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileObjectStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder = Path.of("");

    @Override
    protected ObjectStore emptyStore() {
        return FileObjectStore.open(folder.resolve("data/objects"));
    }
}
