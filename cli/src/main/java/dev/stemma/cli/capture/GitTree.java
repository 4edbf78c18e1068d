package dev.stemma.cli.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree id of a dirty work tree, so that two dirty runs of the same bytes have the same code. Works on a copy of the index and
 * in an object folder of its own: the repository is left as it was.
 */
final class GitTree {
    /** Larger untracked files are no code: they are data or models, and hashing them takes long. */
    static final long LARGEST_CODE_FILE_BYTES = 10L << 20;

    private GitTree() {}

    static Optional<String> of(Git git, List<String> untracked) {
        Optional<Path> index = git.line("rev-parse", "--path-format=absolute", "--git-path", "index")
                .map(Path::of);
        Optional<String> objects = git.line("rev-parse", "--path-format=absolute", "--git-path", "objects");
        if (index.isEmpty() || objects.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path scratch = Files.createTempDirectory("stemma-git-");
            try {
                return write(git, scratch, index.get(), objects.get(), untracked);
            } finally {
                delete(scratch);
            }
        } catch (IOException noRoom) {
            return Optional.empty();
        }
    }

    private static Optional<String> write(Git git, Path scratch, Path index, String objects, List<String> untracked)
            throws IOException {
        Path copy = scratch.resolve("index");
        if (Files.exists(index)) {
            Files.copy(index, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path store = Files.createDirectory(scratch.resolve("objects"));
        Git apart = git.with(Map.of(
                "GIT_INDEX_FILE", copy.toString(),
                "GIT_OBJECT_DIRECTORY", store.toString(),
                "GIT_ALTERNATE_OBJECT_DIRECTORIES", objects));
        byte[] paths = String.join("\0", untracked).getBytes(StandardCharsets.UTF_8);
        if (apart.run(new byte[0], "-c", "core.compression=0", "add", "-u").isEmpty()) {
            return Optional.empty();
        }
        if (!untracked.isEmpty()
                && apart.run(paths, "-c", "core.compression=0", "update-index", "--add", "-z", "--stdin")
                        .isEmpty()) {
            return Optional.empty();
        }
        return apart.line("write-tree");
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException broken) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
