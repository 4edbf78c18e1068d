package dev.stemma.blob.object.file;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what a file system's error means for a store. */
public final class FileErrors {

    private FileErrors() {}

    /** The failure to {@code attempt} something with a path. */
    public static BlobException translate(String attempt, Path path, IOException error) {
        String reason = reason(error);
        if (saysFull(reason)) {
            return new StoreFull(path.toString(), error);
        }
        if (error instanceof AccessDeniedException || saysReadOnly(reason)) {
            return new StoreUnavailable(
                    "Cannot " + attempt + " " + path
                            + ": permission denied or read-only; let the server's user write there",
                    false,
                    error);
        }
        return new StoreUnavailable("Cannot " + attempt + " " + path + ": " + reason, false, error);
    }

    private static String reason(IOException error) {
        String reason = error instanceof FileSystemException file ? file.getReason() : error.getMessage();
        return reason == null ? error.getClass().getSimpleName() : reason;
    }

    /** The JDK gives ENOSPC and EDQUOT no type of their own, only the system's text. */
    private static boolean saysFull(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded") || text.contains("not enough space");
    }

    private static boolean saysReadOnly(String reason) {
        return reason.toLowerCase(Locale.ROOT).contains("read-only file system");
    }
}
