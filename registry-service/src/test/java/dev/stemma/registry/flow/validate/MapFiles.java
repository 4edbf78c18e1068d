package dev.stemma.registry.flow.validate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of a version, in memory. */
public final class MapFiles implements VersionFiles {
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    /** Reads a folder. */
    public static MapFiles of(Path folder) throws IOException {
        MapFiles files = new MapFiles();
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(Files::isRegularFile).forEach(file -> {
                try {
                    files.with(folder.relativize(file).toString(), Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return files;
    }

    /** Adds a file. */
    public MapFiles with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Adds a text file. */
    public MapFiles with(String path, String content) {
        return with(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    @Override
    public long sizeBytes(String path) {
        return content(path).length;
    }

    @Override
    public InputStream open(String path, long offset, long length) {
        return new ByteArrayInputStream(content(path), (int) offset, (int) length);
    }

    /** A file's bytes. */
    public byte[] content(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException(path);
        }
        return content;
    }
}
