package dev.stemma.blob.object.file;

import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.object.Salvage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Makes files that survive a power cut: bytes go to a temporary file beside the target, are forced to disk, get their
 * name by an atomic rename, and then the folder is forced, so that the name survives too. Nothing else in the blob store
 * renames. The package-private methods are the steps; tests put faults there.
 */
class DurableFiles {

    /** How the names of files begin that are not finished. */
    static final String TEMPORARY = ".tmp-";

    private static final int COPY_BYTES = 256 * 1024;

    static boolean isTemporary(Path path) {
        return Objects.toString(path.getFileName(), "").startsWith(TEMPORARY);
    }

    /**
     * Writes exactly {@code length} bytes. On failure the temporary file goes; the target is there only if all but the
     * last step, forcing the folder, had succeeded, and then it is complete.
     */
    final void write(Path target, long length, InputStream bytes) {
        write(target, channel -> copy(bytes, length, channel));
    }

    /** Writes what is to be kept of at most so many bytes, in the same way, and gives its length. */
    final long salvage(Path target, long mostBytes, Salvage bytes) {
        AtomicLong length = new AtomicLong();
        write(target, channel -> length.set(copySalvaged(bytes, mostBytes, channel)));
        return length.get();
    }

    @FunctionalInterface
    private interface Filling {
        void fill(FileChannel channel) throws IOException;
    }

    private void write(Path target, Filling filling) {
        Path folder = Objects.requireNonNull(target.getParent());
        Path temporary = folder.resolve(TEMPORARY + target.getFileName());
        try {
            createFolders(folder);
            try {
                fill(temporary, filling);
                CrashPoint.at("store.file.filled");
                rename(temporary, target);
            } catch (IOException | RuntimeException | Error e) {
                discard(temporary, e);
                throw e;
            }
            CrashPoint.at("store.file.named");
            forceFolder(folder);
            CrashPoint.at("store.file.durable");
        } catch (IOException e) {
            throw FileErrors.translate("write", target, e);
        }
    }

    private void fill(Path temporary, Filling filling) throws IOException {
        // A temporary file of this name can only be left from a put that a crash interrupted: keys are unique.
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            filling.fill(channel);
            CrashPoint.at("store.file.written");
            force(channel);
        }
    }

    private void copy(InputStream bytes, long length, FileChannel channel) throws IOException {
        byte[] buffer = new byte[Math.clamp(length, 1, COPY_BYTES)];
        long left = length;
        while (left > 0) {
            int wanted = (int) Math.min(left, buffer.length);
            int count = readSource(bytes, buffer, wanted);
            if (count < wanted) {
                throw new SizeMismatch(length, length - left + count);
            }
            append(channel, ByteBuffer.wrap(buffer, 0, count));
            left -= count;
        }
        if (readSource(bytes, buffer, 1) > 0) {
            throw new SizeMismatch(length, length + 1);
        }
    }

    private long copySalvaged(Salvage bytes, long mostBytes, FileChannel channel) throws IOException {
        byte[] buffer = new byte[Math.clamp(mostBytes, 1, COPY_BYTES)];
        long written = 0;
        for (int count = readSource(bytes, buffer, buffer.length);
                count > 0;
                count = readSource(bytes, buffer, buffer.length)) {
            written += count;
            if (written > mostBytes) {
                throw new SizeMismatch(mostBytes, written);
            }
            append(channel, ByteBuffer.wrap(buffer, 0, count));
        }
        channel.truncate(bytes.keptBytes());
        append(channel, ByteBuffer.wrap(bytes.ending()));
        return channel.position();
    }

    /** Fills the buffer however little the source gives at a time: a network gives a few KiB, a file wants large writes. */
    private static int readSource(InputStream bytes, byte[] buffer, int length) {
        try {
            return bytes.readNBytes(buffer, 0, length);
        } catch (IOException e) {
            throw new SourceFailed(e);
        }
    }

    void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void force(FileChannel channel) throws IOException {
        channel.force(true);
    }

    void rename(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forces a folder's entries to disk, so that a new name in it survives a power cut. */
    void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a folder and what is above it, and forces the name of each new one. */
    final void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
        createFolders(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forceFolder(parent);
    }

    final void delete(Path path) throws IOException {
        if (Files.deleteIfExists(path)) {
            CrashPoint.at("store.file.deleted");
            forceFolder(Objects.requireNonNull(path.getParent()));
        }
    }

    /** Removes temporary files below a folder; only safe while nothing writes there. */
    final void removeLeftovers(Path root) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> tree = Files.walk(root)) {
            leftovers = tree.filter(path -> isTemporary(path) && Files.isRegularFile(path))
                    .toList();
        }
        for (Path leftover : leftovers) {
            Files.deleteIfExists(leftover);
        }
    }

    private static void discard(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
