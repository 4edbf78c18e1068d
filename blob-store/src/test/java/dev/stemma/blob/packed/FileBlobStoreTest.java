package dev.stemma.blob.packed;

import dev.stemma.blob.BlobStoreContract;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.object.file.FileObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileBlobStoreTest extends BlobStoreContract {

    @TempDir
    Path folder = Path.of("");

    @Override
    protected StoreFixture emptyStore() {
        return Stores.over(FileObjectStore.open(folder.resolve("objects")));
    }
}
