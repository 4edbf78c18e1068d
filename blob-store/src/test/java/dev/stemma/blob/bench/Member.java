package dev.stemma.blob.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A version in a family: one file, or all files of a folder.
 *
 * @param name what parents are called by
 * @param path the file or folder
 * @param parents names of members before it, nearest first
 */
record Member(String name, Path path, List<String> parents) {

    Member {
        parents = List.copyOf(parents);
    }

    /** Members from lines of tab-separated name, path and parents. */
    static List<Member> list(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Member::parse).toList();
    }

    private static Member parse(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        return new Member(fields.get(0), Path.of(fields.get(1)), fields.subList(2, fields.size()));
    }

    /** Its files by their path in the version. */
    SortedMap<String, Path> files() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(path)) {
            files.put(String.valueOf(path.getFileName()), path);
            return files;
        }
        try (Stream<Path> found = Files.walk(path)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(path.relativize(file).toString().replace('\\', '/'), file));
        }
        return files;
    }
}
