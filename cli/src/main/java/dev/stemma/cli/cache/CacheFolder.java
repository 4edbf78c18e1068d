package dev.stemma.cli.cache;

import dev.stemma.blob.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a cache and the names in it. What has another name than an entry is neither listed nor removed, so that a folder
 * which was named by mistake loses nothing.
 */
final class CacheFolder {
    /** Whoever still writes to a file has changed it within this time. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path root;

    CacheFolder(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path entry(Digest digest) {
        return root.resolve("files").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    static Path above(Path file) {
        return Optional.ofNullable(file.getParent()).orElseThrow();
    }

    /** A new file of its own to write to. */
    Path fresh() throws IOException {
        Path folder = Files.createDirectories(root.resolve("tmp"));
        return Files.createTempFile(folder, "put-", ".part");
    }

    Optional<Long> size(Digest digest) throws IOException {
        return attributes(entry(digest))
                .filter(BasicFileAttributes::isRegularFile)
                .map(BasicFileAttributes::size);
    }

    List<Entry> entries() throws IOException {
        List<Entry> found = new ArrayList<>();
        for (Path folder : in(root.resolve("files"), "[0-9a-f][0-9a-f]")) {
            for (Path file : in(folder, folder.getFileName() + "*")) {
                String name = String.valueOf(file.getFileName());
                Optional<BasicFileAttributes> attributes = attributes(file);
                if (name.matches("[0-9a-f]{64}")
                        && attributes.isPresent()
                        && attributes.get().isRegularFile()) {
                    found.add(new Entry(
                            Digest.ofHex(name),
                            attributes.get().size(),
                            attributes.get().lastModifiedTime().toInstant()));
                }
            }
        }
        return found;
    }

    /** Removes files whose writer must be dead. */
    void sweep(Instant now) throws IOException {
        for (Path file : in(root.resolve("tmp"), "put-*.part")) {
            Optional<BasicFileAttributes> attributes = attributes(file);
            if (attributes.isPresent()
                    && attributes.get().lastModifiedTime().toInstant().isBefore(now.minus(ABANDONED))) {
                Files.deleteIfExists(file);
            }
        }
    }

    static List<Path> in(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, glob)) {
            listed.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        return found;
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
