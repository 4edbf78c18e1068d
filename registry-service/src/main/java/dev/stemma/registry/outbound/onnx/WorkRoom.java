package dev.stemma.registry.outbound.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one server's workers, held by a lock for as long as the server lives. Opening one clears away the folders, and
 * kills the workers, of servers that died without doing so.
 */
final class WorkRoom implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String LOCK = "lock";
    private static final String PROCESS = "process";

    private final Path folder;
    private final FileChannel lockFile;

    private WorkRoom(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static WorkRoom open(Path workDir) throws IOException {
        Path root = workDir.toAbsolutePath(); // workers have another working directory
        Files.createDirectories(root);
        clearLeftovers(root);
        Path folder = Files.createDirectory(root.resolve("server-" + UUID.randomUUID()), PRIVATE_FOLDER);
        FileChannel lockFile =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lockFile.lock();
        return new WorkRoom(folder, lockFile);
    }

    private static void clearLeftovers(Path root) throws IOException {
        try (DirectoryStream<Path> servers = Files.newDirectoryStream(root, "server-*")) {
            for (Path server : servers) {
                if (isAbandoned(server)) {
                    killWorkers(server);
                    Trees.delete(server);
                }
            }
        }
    }

    /** A folder without a lock file is one that another server is just making. */
    private static boolean isAbandoned(Path server) throws IOException {
        Path lock = server.resolve(LOCK);
        if (!Files.isRegularFile(lock)) {
            return Files.getLastModifiedTime(server)
                    .toInstant()
                    .isBefore(Instant.now().minusSeconds(60));
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void killWorkers(Path server) throws IOException {
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(server, "job-*")) {
            for (Path job : jobs) {
                Path process = job.resolve(PROCESS);
                if (Files.isRegularFile(process)) {
                    ProcessMark.kill(Files.readString(process));
                }
            }
        }
    }

    /** A folder that lives as long as the room. */
    Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name), PRIVATE_FOLDER);
    }

    Job job(String id) throws IOException {
        Path job = Files.createDirectory(folder.resolve("job-" + id), PRIVATE_FOLDER);
        Files.createDirectory(job.resolve("empty"), PRIVATE_FOLDER);
        Files.createDirectory(job.resolve("tmp"), PRIVATE_FOLDER);
        return new Job(job);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
        Trees.delete(folder);
    }

    /** The folder of one job: the model's private copy, an empty working directory, a place for temporary files. */
    record Job(Path folder) implements AutoCloseable {
        Path model() {
            return folder.resolve("model.onnx");
        }

        Path workingDirectory() {
            return folder.resolve("empty");
        }

        Path temporary() {
            return folder.resolve("tmp");
        }

        /** A copy, never a link: what a worker gets is nobody else's file. */
        void writeModel(InputStream bytes) throws IOException {
            Files.createFile(model(), PRIVATE_FILE);
            try (var out = Files.newOutputStream(model())) {
                bytes.transferTo(out);
            }
        }

        void mark(Process process) throws IOException {
            Files.writeString(folder.resolve(PROCESS), ProcessMark.of(process.toHandle()));
        }

        @Override
        public void close() throws IOException {
            Trees.delete(folder);
        }
    }
}
