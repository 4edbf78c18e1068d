package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Brings the files of a version into a folder. Looks at every target first, so that a conflict is found before a byte travels. */
public final class Pull {
    private final Transfers transfers;
    private final String version;
    private final Place place;
    private final boolean force;
    private final Nearby nearby;
    private Consumer<String> notes = note -> {};
    private long receivedBytes;

    private Pull(Transfers transfers, String version, Place place, boolean force, Nearby nearby) {
        this.transfers = transfers;
        this.version = version;
        this.place = place;
        this.force = force;
        this.nearby = nearby;
    }

    /**
     * A pull.
     *
     * @param transfers for the bytes
     * @param version route of the version
     * @param tag names the folder for parts; the same for the same version, so that another run continues
     * @param target the folder to install in
     * @param force replace files that differ
     * @param nearby files that are here already
     */
    public static Pull into(Transfers transfers, String version, String tag, Path target, boolean force, Nearby nearby)
            throws IOException {
        return new Pull(transfers, version, Place.at(target, tag), force, nearby);
    }

    /** Tells, in a sentence, what went another way than the registry proposed. */
    public Pull noting(Consumer<String> told) {
        notes = told;
        return this;
    }

    /** The files that are not there yet with the right bytes; fails when one differs and may not be replaced. */
    public List<FileEntry> plan(List<FileEntry> files) throws IOException {
        List<FileEntry> missing = new ArrayList<>();
        for (FileEntry file : files) {
            Optional<BasicFileAttributes> there = place.look(file.path());
            if (there.isPresent() && identical(place.of(file.path()), there.get(), file)) {
                continue;
            }
            if (there.isPresent() && !force) {
                throw CliException.of(Exit.CONFLICT, "TARGET_DIFFERS", place.of(file.path()) + " exists and differs")
                        .help("add --force to replace it, or pull into another folder: -o DIR");
            }
            missing.add(file);
        }
        return missing;
    }

    /** Brings these files, several at once. The first failure is reported, after the others have ended. */
    public void run(List<FileEntry> files, int jobs, Progress progress) throws IOException {
        try (ExecutorService frames = threads("frames-", jobs);
                ExecutorService workers = threads("pull-", jobs)) {
            Bringing bringing = new Bringing(transfers, version, place, nearby, frames, progress, notes);
            List<Future<?>> running = new ArrayList<>();
            for (FileEntry file : files) {
                running.add(workers.submit(() -> {
                    bringing.bring(file);
                    return file;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            receivedBytes = bringing.receivedBytes();
            nearby.remember();
        } catch (ExecutionException failed) {
            rethrow(failed);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        } finally {
            place.clean();
        }
    }

    private static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /** The failure that an interrupt means. */
    static CliException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return CliException.of(Exit.INTERRUPTED, "INTERRUPTED", "interrupted").from(stop);
    }

    /** Bytes of files and frames that came from the registry. */
    public long receivedBytes() {
        return receivedBytes;
    }

    /** Where a file was installed. */
    public Path installed(FileEntry file) {
        return place.of(file.path());
    }

    /** Whether a file on the disk has the size and digest of an entry. A link is not followed. */
    public static boolean identical(Path disk, BasicFileAttributes attributes, FileEntry file) throws IOException {
        return attributes.size() == file.sizeBytes() && digest(disk).equals(file.sha256());
    }

    /** The digest of a file on the disk; a link is not followed. */
    public static Digest digest(Path disk) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(disk, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hasher.update(buffer, 0, count);
            }
        }
        return hasher.digest();
    }

    private static void rethrow(ExecutionException failed) throws IOException {
        switch (failed.getCause()) {
            case CliException known -> throw known;
            case IOException disk -> throw disk;
            case RuntimeException bug -> throw bug;
            case null, default -> throw new IllegalStateException(failed);
        }
    }
}
