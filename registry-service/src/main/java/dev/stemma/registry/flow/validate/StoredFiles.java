package dev.stemma.registry.flow.validate;

import dev.stemma.blob.BlobStore;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.Version;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of a published version, read from the store as they are asked for. */
final class StoredFiles implements VersionFiles {

    private final BlobStore blobs;
    private final List<String> paths;
    private final Map<String, FileEntry> files;

    StoredFiles(BlobStore blobs, Version version) {
        this.blobs = blobs;
        this.paths = version.manifest().files().stream()
                .map(file -> file.path().value())
                .toList();
        this.files = version.manifest().files().stream()
                .collect(Collectors.toMap(file -> file.path().value(), Function.identity()));
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public long sizeBytes(String path) {
        return entry(path).sizeBytes();
    }

    @Override
    public InputStream open(String path, long offset, long length) {
        return blobs.open(entry(path).digest(), offset, length);
    }

    private FileEntry entry(String path) {
        FileEntry file = files.get(path);
        if (file == null) {
            throw new NoSuchElementException(path);
        }
        return file;
    }
}
