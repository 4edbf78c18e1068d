package dev.stemma.blob.object.file;

import dev.stemma.blob.BlobException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a store, which may go away while it is used: a disk is unmounted and leaves an empty folder behind. A mark in it tells that
 * it is still the folder that was opened, so that nothing is written beside the store and nothing is said to be lost that is only away.
 */
final class StoreFolder {

    /** No key begins with a dot. */
    private static final String MARK = ".stemma-store";

    private final Path root;
    private final Path mark;
    private volatile boolean marked;

    /** Marks the folder. One that cannot be written to at the moment is marked later. */
    StoreFolder(Path root) {
        this.root = root;
        this.mark = root.resolve(MARK);
        this.marked = mark();
    }

    /**
     * Checks that the folder is there.
     *
     * @throws StoreUnavailable if it is not, or is another one by now
     */
    void checkPresent() {
        if (Files.exists(mark)) {
            return;
        }
        if (!marked) {
            marked = mark();
        }
        if (!marked && Files.isDirectory(root)) {
            return;
        }
        if (!Files.exists(mark)) {
            throw new StoreUnavailable(
                    "The folder " + root + " is not the object store that was opened, or is gone: mount it again",
                    false,
                    null);
        }
    }

    /** Checks that something can be written there now. */
    void checkWritable() {
        checkPresent();
        try {
            Files.delete(Files.createTempFile(root, DurableFiles.TEMPORARY + "check", ""));
        } catch (IOException e) {
            throw FileErrors.translate("write to", root, e);
        }
    }

    private boolean mark() {
        try {
            Files.createFile(mark);
            return true;
        } catch (FileAlreadyExistsException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
