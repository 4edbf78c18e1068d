package dev.stemma.blob.packed;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.file.FileObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Bit rot on local disk. */
final class FileBitRotTest extends BitRotContract {

    @TempDir
    Path folder = Path.of("");

    @Override
    protected String place() {
        return "disk";
    }

    @Override
    protected ObjectStore objects() {
        return FileObjectStore.open(folder.resolve("objects"));
    }
}
