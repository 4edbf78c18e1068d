package dev.stemma.cli.transfer;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The folder that files are installed in. Every component below it is looked at before it is used, and a link is never followed;
 * files come to be beside the target under {@code .stemma-tmp-…} and are renamed into place.
 */
final class Place {
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    private final Path root;
    private final Path partial;

    private Place(Path root, Path partial) {
        this.root = root;
        this.partial = partial;
    }

    /** A target folder (made if missing; the user may have named it through a link) and the folder for parts of this version. */
    static Place at(Path target, String tag) throws IOException {
        Files.createDirectories(target);
        Path root = target.toRealPath();
        return new Place(root, root.resolve(".stemma-tmp-" + tag));
    }

    /** Where a path of the manifest lies; the path has passed {@link PathRules}. */
    Path of(String path) {
        Path inside = root.resolve(path).normalize();
        if (!inside.startsWith(root) || inside.equals(root)) {
            throw CliException.of(Exit.USAGE, "PATH_UNSAFE", "the path '" + path + "' leads out of the target folder");
        }
        return inside;
    }

    /** What is there now, or empty; a folder, link or device in a file's place is refused, so is a link on the way. */
    Optional<BasicFileAttributes> look(String path) throws IOException {
        Path file = of(path);
        for (Path step = root; !step.equals(file); ) {
            Optional<BasicFileAttributes> found = attributes(step);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (!found.get().isDirectory()) {
                throw occupied(step, "it is in the way of a folder");
            }
            step = step.resolve(step.relativize(file).getName(0));
        }
        Optional<BasicFileAttributes> there = attributes(file);
        if (there.isPresent() && !there.get().isRegularFile()) {
            throw occupied(file, "it is a link, a folder or a device, and a file should stand there");
        }
        return there;
    }

    /** Opens the part of a file for writing, keeping what an earlier run left; nobody else may have it open. */
    FileChannel openPart(String name) throws IOException {
        folder(partial);
        Path part = partial.resolve(name + ".part");
        FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW);
        if (!Files.readAttributes(part, BasicFileAttributes.class, NOFOLLOW).isRegularFile()) {
            channel.close();
            throw occupied(part, "it is no plain file");
        }
        if (channel.tryLock() == null) {
            channel.close();
            throw CliException.of(Exit.CONFLICT, "PULL_RUNNING", "another pull is writing " + part)
                    .help("wait until it has ended");
        }
        return channel;
    }

    /** Renames a finished part to its place. */
    void install(String name, String path) throws IOException {
        Path file = of(path);
        look(path);
        Path above = file.getParent();
        if (above != null) {
            folders(above);
        }
        Files.move(
                partial.resolve(name + ".part"),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        sync(above == null ? root : above);
    }

    /** Removes a part that turned out wrong. */
    void discard(String name) throws IOException {
        Files.deleteIfExists(partial.resolve(name + ".part"));
    }

    /** Removes the folder for parts when it is empty. */
    void clean() throws IOException {
        try {
            Files.deleteIfExists(partial);
        } catch (java.nio.file.DirectoryNotEmptyException kept) {
            // Parts of a file that failed stay for the next run.
            return;
        }
    }

    private void folders(Path folder) throws IOException {
        for (Path step = root; !step.equals(folder); ) {
            step = step.resolve(step.relativize(folder).getName(0));
            folder(step);
        }
    }

    private static void folder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException there) {
            if (!Files.readAttributes(folder, BasicFileAttributes.class, NOFOLLOW)
                    .isDirectory()) {
                throw occupied(folder, "it is in the way of a folder").from(there);
            }
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static CliException occupied(Path path, String why) {
        return CliException.of(Exit.CONFLICT, "TARGET_OCCUPIED", path + " can't be used: " + why)
                .help("move it away, or pull into another folder: -o DIR");
    }
}
