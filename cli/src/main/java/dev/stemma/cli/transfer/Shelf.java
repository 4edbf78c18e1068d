package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cache as seen by the transfers of one name of one registry. A cache that can't be read or written costs bytes on the wire and
 * nothing else: no transfer fails because of it.
 */
public final class Shelf {
    private static final int BUFFER_BYTES = 1 << 20;

    /** Smaller files are fetched about as fast as they are looked up, and a data set may have very many of them. */
    private static final long LEAST_BYTES = 64 * 1024;

    private final Cache cache;
    private final String server;
    private final Name name;
    private @Nullable List<Known> known;

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
            if (keeps(file.sizeBytes())) {
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
        if (part.size() > 0 || !keeps(file.sizeBytes())) {
            return false;
        }
        Optional<FileChannel> found = open(file.sha256());
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

    /** Whether files of this size are kept at all. */
    public static boolean keeps(long sizeBytes) {
        return sizeBytes >= LEAST_BYTES;
    }

    /** The files of this name that are in the cache. */
    public Set<Digest> digests() {
        return known().stream()
                .filter(known -> known.name().equals(name.toString()))
                .map(Known::digest)
                .collect(Collectors.toSet());
    }

    /** Whether a file of that path and size is in the cache as one of this name, or is too small to be kept. */
    public boolean mayKnow(LocalFile file) {
        return !keeps(file.sizeBytes())
                || known().stream()
                        .filter(known -> known.name().equals(name.toString())
                                && known.path().equals(file.path()))
                        .anyMatch(known -> has(known.digest(), file.sizeBytes()));
    }

    private boolean has(Digest digest, long sizeBytes) {
        try {
            return cache.has(digest, sizeBytes);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Whether it is that server's. */
    boolean isOf(String other) {
        return server.equals(other);
    }

    /** The files that were in the cache at first and that the server has seen, those used last first. */
    synchronized List<Known> known() {
        if (known == null) {
            try {
                known = cache.known(server);
            } catch (IOException unreadable) {
                known = List.of();
            }
        }
        return known;
    }

    /** Opens an entry; its digest is still to be compared. */
    Optional<FileChannel> open(Digest digest) {
        try {
            return cache.open(digest);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Removes an entry that has other bytes than its digest says. */
    void drop(Digest digest) throws IOException {
        cache.drop(digest);
    }

    /** What was last measured of the server. */
    String rates() {
        return cache.memo(server);
    }

    /** Keeps what was measured of the server. */
    void rates(String text) {
        cache.memo(server, text);
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
