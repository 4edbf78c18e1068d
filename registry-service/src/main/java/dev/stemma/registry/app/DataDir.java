package dev.stemma.registry.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The server's own folder. */
final class DataDir {

    private DataDir() {}

    /** Makes the folder if it is absent, readable by its owner only, and says what is wrong with it, if anything. */
    static Optional<String> problem(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            Files.delete(Files.createTempFile(folder, "writable", ""));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the folder " + folder + " can't be made, made private or written to: " + e);
        }
    }
}
