package dev.stemma.registry.app;

import dev.stemma.blob.BlobStore;
import dev.stemma.registry.flow.push.InterfaceReader;
import dev.stemma.registry.flow.validate.ModelInterfaces;
import dev.stemma.registry.flow.validate.VersionFiles;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelInterface;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets a commit see how a model is called, by the reader that validation uses too: two steps that do not know each other. */
@Singleton
final class ModelFiles implements InterfaceReader {

    private final BlobStore blobs;

    ModelFiles(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Optional<ModelInterface> read(Manifest manifest) {
        try {
            return ModelInterfaces.read(new Stored(manifest, blobs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of a manifest whose blobs are stored. */
    private static final class Stored implements VersionFiles {

        private final BlobStore blobs;
        private final Map<String, FileEntry> files;
        private final List<String> paths;

        private Stored(Manifest manifest, BlobStore blobs) {
            this.blobs = blobs;
            this.files = manifest.files().stream()
                    .collect(Collectors.toMap(file -> file.path().value(), Function.identity()));
            this.paths = files.keySet().stream().sorted().toList();
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
            FileEntry entry = files.get(path);
            if (entry == null) {
                throw new IllegalArgumentException("no such file: " + path);
            }
            return entry;
        }
    }
}
