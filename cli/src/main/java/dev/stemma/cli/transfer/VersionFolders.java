package dev.stemma.cli.transfer;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is a link to one of several, {@code DIR} → {@code DIR.versions/<16 hex of the version>}. The link is replaced by a
 * rename, so that whoever opens {@code DIR} sees one version or the other, whole; what was opened before stays as it was until its
 * folder is removed.
 */
public final class VersionFolders {
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;
    private static final String TAG = "[0-9a-f]{16}";

    private final Path link;
    private final Path versions;

    private VersionFolders(Path link, Path versions) {
        this.link = link;
        this.versions = versions;
    }

    /** Of a link that is there, or can come to be; a folder or file in its place is refused. */
    public static VersionFolders of(Path link) throws IOException {
        Path absolute = link.toAbsolutePath().normalize();
        Path name = absolute.getFileName();
        if (name == null) {
            throw CliException.usage(link + " can't be a link");
        }
        Path versions = absolute.resolveSibling(name + ".versions");
        if (Files.exists(absolute, NOFOLLOW) && !Files.isSymbolicLink(absolute)) {
            throw CliException.of(Exit.CONFLICT, "TARGET_OCCUPIED", link + " is not a link")
                    .cause("it is moved from version to version by replacing a link")
                    .help("move it away, or name another folder: -o DIR");
        }
        Files.createDirectories(versions);
        return new VersionFolders(absolute, versions);
    }

    /** The link. */
    public Path link() {
        return link;
    }

    /** The folder of a version. */
    public Path folder(String tag) {
        return versions.resolve(tag);
    }

    /** The version that the link leads to. */
    public Optional<String> current() throws IOException {
        try {
            Path target = Files.readSymbolicLink(link);
            String tag = String.valueOf(target.getFileName());
            boolean ours = link.resolveSibling(target).normalize().equals(folder(tag)) && tag.matches(TAG);
            return ours && Files.isDirectory(folder(tag), NOFOLLOW) ? Optional.of(tag) : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /**
     * Lets the link lead to a version whose files are all there.
     *
     * @param now when it became current
     */
    public void swap(String tag, Instant now) throws IOException {
        Path fresh = versions.resolve(".next");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of(versions.getFileName() + "/" + tag));
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder =
                FileChannel.open(Optional.ofNullable(link.getParent()).orElseThrow())) {
            folder.force(true);
        }
        Files.setLastModifiedTime(folder(tag), FileTime.from(now));
    }

    /** The version that {@link #tell} was last called for. */
    public Optional<String> told() throws IOException {
        try {
            return Optional.of(Files.readString(versions.resolve(".told")).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Notes that others were told of a version. */
    public void tell(String tag) throws IOException {
        Path fresh = versions.resolve(".told-next");
        Files.writeString(fresh, tag + "\n");
        Files.move(
                fresh, versions.resolve(".told"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes all but so many versions, those that became current last, and never the current one. */
    public void prune(int keep) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(versions)) {
            for (Path folder : listed) {
                if (String.valueOf(folder.getFileName()).matches(TAG) && Files.isDirectory(folder, NOFOLLOW)) {
                    found.add(folder);
                }
            }
        }
        Optional<Path> current = current().map(this::folder);
        found.removeIf(folder -> current.equals(Optional.of(folder)));
        found.sort(Comparator.comparing(VersionFolders::time).reversed());
        for (Path old : found.subList(Math.min(Math.max(0, keep - 1), found.size()), found.size())) {
            remove(old);
        }
    }

    private static FileTime time(Path folder) {
        try {
            return Files.getLastModifiedTime(folder, NOFOLLOW);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException broken) throws IOException {
                if (broken != null) {
                    throw broken;
                }
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
