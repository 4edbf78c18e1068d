package dev.stemma.blob.packed;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.chunk.CutPlan;
import dev.stemma.blob.object.file.FileErrors;
import dev.stemma.format.Bytes;
import dev.stemma.format.TensorTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds uploads on disk whose tensors must be found before they can be cut. Its files are unlinked as soon as they are
 * open, where the system can do that, so that their room is free again however the process ends.
 */
final class Spool {

    private static final String PREFIX = "upload-";
    private static final String SUFFIX = ".spool";
    private static final int COPY_BYTES = 256 * 1024;

    private final Path folder;

    /** A spool in this folder, which is made when it is needed. What another process left there is removed. */
    Spool(Path folder) {
        this.folder = folder;
        clearLeftovers();
    }

    /**
     * A file that is just being opened by another process may be removed too: that process was about to do so itself. What
     * can't be removed is no reason not to start.
     */
    private void clearLeftovers() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                removeEarly(file);
            }
        } catch (IOException e) {
            // Uploads will say what is wrong with the folder.
        }
    }

    /**
     * Writes a stream to disk, hashing it.
     *
     * @throws dev.stemma.blob.BlobException.StoreFull if there is no room
     */
    File receive(InputStream bytes) throws IOException {
        Path path = newFile();
        FileChannel channel = open(path);
        try {
            removeEarly(path);
            return new File(path, channel, copy(bytes, path, channel));
        } catch (IOException | RuntimeException | Error e) {
            close(path, channel);
            throw e;
        }
    }

    private Path newFile() {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, PREFIX, SUFFIX); // readable by its owner alone
        } catch (IOException e) {
            throw FileErrors.translate("spool an upload in", folder, e);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw FileErrors.translate("open", path, e);
        }
    }

    private static void removeEarly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // This system keeps open files: it is removed when it is closed.
        }
    }

    private static BlobInfo copy(InputStream bytes, Path path, FileChannel channel) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[COPY_BYTES];
        long sizeBytes = 0;
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, count), path, channel);
            hasher.update(buffer, 0, count);
            sizeBytes += count;
        }
        return new BlobInfo(hasher.digest(), sizeBytes);
    }

    private static void write(ByteBuffer bytes, Path path, FileChannel channel) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw FileErrors.translate("write", path, e);
        }
    }

    private static void close(Path path, FileChannel channel) throws IOException {
        try (channel) {
            removeEarly(path);
        }
        Files.deleteIfExists(path);
    }

    /** An upload on disk; closing removes it. */
    record File(Path path, FileChannel channel, BlobInfo received) implements AutoCloseable {

        /** How its tensors say that it is to be cut. */
        CutPlan plan() throws IOException {
            return CutPlan.of(TensorTable.of(Bytes.of(channel)), received.sizeBytes());
        }

        /** Its bytes from the first one. */
        InputStream open() throws IOException {
            return Channels.newInputStream(channel.position(0));
        }

        @Override
        public void close() throws IOException {
            Spool.close(path, channel);
        }
    }
}
