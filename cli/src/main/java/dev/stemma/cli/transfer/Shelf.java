package dev.stemma.cli.transfer;

import dev.stemma.blob.Hasher;
import dev.stemma.cli.cache.Cache;
import dev.stemma.cli.cache.Known;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cache as seen by the transfers of one name of one registry. A cache that can't be read or written costs bytes on the wire and
 * nothing else: no transfer fails because of it.
 */
public final class Shelf {
    private static final int BUFFER_BYTES = 1 << 20;

    /** Smaller files travel faster than they are looked up. */
    private static final long LEAST_BYTES = 4096;

    private final Cache cache;
    private final String server;
    private final Name name;

    private Shelf(Cache cache, String server, Name name) {
        this.cache = cache;
        this.server = server;
        this.name = name;
    }

    /** The shelf for a name of a server. */
    public static Shelf of(Cache cache, String server, Name name) {
        return new Shelf(cache, server, name);
    }

    /** Keeps copies of files that the registry has now. */
    public void keep(Collection<FileEntry> files, Function<FileEntry, Path> where) {
        if (cache.limitBytes() == 0) {
            return;
        }
        for (FileEntry file : files) {
            if (file.sizeBytes() >= LEAST_BYTES) {
                keep(file, where.apply(file));
            }
        }
    }

    private void keep(FileEntry file, Path disk) {
        try {
            cache.put(file.sha256(), disk);
            if (cache.has(file.sha256(), file.sizeBytes())) {
                cache.note(server, new Known(file.sha256(), name.toString(), file.path()));
            }
        } catch (IOException full) {
            // The file itself is where it belongs.
            return;
        }
    }

    /**
     * Fills an empty part with the file's bytes if they are in the cache, forced to the disk; says whether it did. An entry with other
     * bytes is removed.
     */
    boolean copy(FileEntry file, FileChannel part, Progress progress) throws IOException {
        if (part.size() > 0 || file.sizeBytes() < LEAST_BYTES) {
            return false;
        }
        Optional<FileChannel> found = opened(file);
        if (found.isEmpty()) {
            return false;
        }
        try (FileChannel entry = found.get()) {
            if (copied(entry, part, file)) {
                part.force(true);
                progress.add(file.sizeBytes());
                return true;
            }
        }
        part.truncate(0);
        part.position(0);
        cache.drop(file.sha256());
        return false;
    }

    private Optional<FileChannel> opened(FileEntry file) {
        try {
            return cache.open(file.sha256());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean copied(FileChannel entry, FileChannel part, FileEntry file) throws IOException {
        if (entry.size() != file.sizeBytes()) {
            return false;
        }
        Hasher hasher = new Hasher();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        part.position(0);
        for (int count = read(entry, buffer); count >= 0; count = read(entry, buffer.clear())) {
            hasher.update(buffer.array(), 0, count);
            buffer.flip();
            while (buffer.hasRemaining()) {
                part.write(buffer);
            }
        }
        return hasher.digest().equals(file.sha256());
    }

    /** An entry that can't be read ends early, and so has the wrong digest. */
    private static int read(FileChannel entry, ByteBuffer buffer) {
        try {
            return entry.read(buffer);
        } catch (IOException damaged) {
            return -1;
        }
    }
}
