package dev.stemma.cli.transfer;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds the files to push: a file goes under its own name, a folder as what is in it. Links inside a folder are refused. */
public final class LocalFiles {
    private static final Set<String> SKIPPED = Set.of(".git", ".stemma", ".DS_Store");

    private final List<LocalFile> found = new ArrayList<>();

    private LocalFiles() {}

    /** The files below these paths, sorted; their paths can stand in a manifest. */
    public static List<LocalFile> below(List<Path> roots) {
        LocalFiles files = new LocalFiles();
        for (Path root : roots) {
            files.add(root);
        }
        PathRules.check(files.found.stream().map(LocalFile::path).toList());
        return files.found.stream()
                .sorted(Comparator.comparing(LocalFile::path, TreeDigest.BY_BYTES))
                .toList();
    }

    private void add(Path root) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                walk(root);
            } else if (attributes.isRegularFile()) {
                found.add(new LocalFile(name(String.valueOf(root.getFileName())), root, attributes.size()));
            } else {
                throw special(root);
            }
        } catch (NoSuchFileException missing) {
            throw CliException.of(Exit.NOT_FOUND, "LOCAL_FILE_NOT_FOUND", "there is no file " + root)
                    .from(missing);
        } catch (IOException broken) {
            throw unreadable(root, broken);
        }
    }

    private void walk(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return skipped(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isRegularFile()) {
                    throw special(file);
                }
                if (!skipped(file)) {
                    String path = root.relativize(file).toString().replace(java.io.File.separatorChar, '/');
                    found.add(new LocalFile(name(path), file, attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean skipped(Path path) {
        String name = String.valueOf(path.getFileName());
        return SKIPPED.contains(name) || name.startsWith(".stemma-tmp-");
    }

    private static String name(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    private static CliException special(Path file) {
        return CliException.usage(file + " is a link, a socket or a device")
                .cause("a version is made of plain files, so that it is the same everywhere")
                .help("replace it by a plain file, or name the files to push");
    }

    static CliException unreadable(Path file, IOException broken) {
        return CliException.of(Exit.FAILED, "LOCAL_FILE_UNREADABLE", "cannot read " + file)
                .cause(String.valueOf(broken.getMessage()))
                .from(broken);
    }
}
