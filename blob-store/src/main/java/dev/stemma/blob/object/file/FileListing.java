package dev.stemma.blob.object.file;

import dev.stemma.blob.object.ObjectInfo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Walks a folder in the order of keys, skipping folders that cannot hold a wanted key. */
final class FileListing {

    private final Path root;
    private final String prefix;
    private final String after;
    private final int limit;
    private final List<ObjectInfo> found = new ArrayList<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    FileListing(Path root, String prefix, String after, int limit) {
        this.root = root;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    static ObjectInfo info(String key, BasicFileAttributes attributes) {
        return new ObjectInfo(
                key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    List<ObjectInfo> run() throws IOException {
        enter("");
        while (!waiting.isEmpty() && found.size() < limit) {
            String name = waiting.pop();
            if (name.endsWith("/")) {
                enter(name);
            } else {
                take(name);
            }
        }
        return List.copyOf(found);
    }

    private void take(String key) throws IOException {
        try {
            found.add(info(key, Files.readAttributes(root.resolve(key), BasicFileAttributes.class)));
        } catch (NoSuchFileException e) {
            // Deleted since its folder was read: no longer an object.
        }
    }

    private void enter(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path entry : entries) {
                String name = folder + entry.getFileName();
                // What begins with a dot is temporary, or the store's mark.
                if (!entry.getFileName().toString().startsWith(".")) {
                    names.add(Files.isDirectory(entry) ? name + "/" : name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        }
        names.removeIf(name -> !mayMatter(name));
        names.sort(Comparator.reverseOrder());
        names.forEach(waiting::push);
    }

    private boolean mayMatter(String name) {
        if (name.endsWith("/")) {
            boolean holdsPrefix = name.startsWith(prefix) || prefix.startsWith(name);
            return holdsPrefix && (name.compareTo(after) > 0 || after.startsWith(name));
        }
        return name.startsWith(prefix) && name.compareTo(after) > 0;
    }
}
