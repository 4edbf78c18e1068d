package dev.stemma.blob.object.file;

import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectKeys;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.Salvage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Objects as files below one folder: key {@code a/b/c} is file {@code a/b/c}. A put returns when file, name and folders
 * are on the disk. One process at a time may write below the folder.
 */
public final class FileObjectStore implements ObjectStore {

    private final Path root;
    private final DurableFiles files;
    private final StoreFolder folder;

    private FileObjectStore(Path root, DurableFiles files) {
        this.root = root;
        this.files = files;
        this.folder = new StoreFolder(root);
    }

    /**
     * Opens the store in this folder, which is made if absent, and removes what interrupted puts have left.
     *
     * @throws StoreUnavailable if the folder cannot be made or read
     */
    public static FileObjectStore open(Path root) {
        return open(root, new DurableFiles());
    }

    static FileObjectStore open(Path root, DurableFiles files) {
        try {
            files.createFolders(root.toAbsolutePath());
            files.removeLeftovers(root);
        } catch (IOException e) {
            throw FileErrors.translate("open the object store", root, e);
        }
        return new FileObjectStore(root, files);
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        Path path = path(key);
        folder.checkPresent();
        files.write(path, length, bytes);
    }

    @Override
    public long salvage(String key, long mostBytes, Salvage bytes) {
        Path path = path(key);
        folder.checkPresent();
        return files.salvage(path, mostBytes, bytes);
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        Path path = path(key);
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                if (offset < 0 || length < 0 || offset > channel.size() - length) {
                    throw new IndexOutOfBoundsException("Range " + offset + "+" + length + " reaches outside " + key
                            + " of " + channel.size() + " bytes");
                }
                return new FileRangeStream(path, channel, offset, length);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            folder.checkPresent();
            throw new ObjectMissing(key);
        } catch (IOException e) {
            throw FileErrors.translate("read", path, e);
        }
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        Path path = path(key);
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(FileListing.info(key, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            folder.checkPresent();
            return Optional.empty();
        } catch (IOException e) {
            throw FileErrors.translate("look at", path, e);
        }
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        ObjectKeys.checkPrefix(prefix);
        ObjectKeys.checkLimit(limit);
        folder.checkPresent();
        try {
            return new FileListing(root, prefix, after, limit).run();
        } catch (IOException e) {
            throw FileErrors.translate("list", root, e);
        }
    }

    @Override
    public void delete(String key) {
        Path path = path(key);
        try {
            files.delete(path);
        } catch (IOException e) {
            throw FileErrors.translate("delete", path, e);
        }
    }

    @Override
    public void check() {
        folder.checkWritable();
    }

    private Path path(String key) {
        return root.resolve(ObjectKeys.check(key));
    }
}
