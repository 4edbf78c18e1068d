package dev.stemma.cli.cache;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whole files by SHA-256 below {@code files/<2 hex>/<64 hex>}. Any number of threads and processes may use one folder at once.
 * A file comes to be under a name of its own in {@code tmp} and is renamed, so that a process which dies leaves nothing that
 * is taken for an entry. It is not forced to the disk: an entry that a power cut tore is found out by its digest when it is
 * used, and then dropped. Entries are copies, never links, so that no edit of a pulled file reaches them; where the file
 * system can, the copy shares its blocks.
 */
public final class Cache {
    private static final int BUFFER_BYTES = 1 << 20;

    private final CacheFolder folder;
    private final long limitBytes;
    private final Clock clock;
    private final Notes notes;

    /** About how many bytes there are: others may put and remove too. Negative before the first look. */
    private long estimate = -1;

    /**
     * A cache in a folder, which is made when something is put.
     *
     * @param limitBytes most bytes that it keeps; 0 for none, and then nothing is put or found
     */
    public Cache(Path folder, long limitBytes, Clock clock) {
        this.folder = new CacheFolder(folder);
        this.limitBytes = limitBytes;
        this.clock = clock;
        this.notes = new Notes(this.folder);
    }

    /** Where it is. */
    public Path folder() {
        return folder.root();
    }

    /** Most bytes that it keeps. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Opens an entry and counts that as a use; its bytes must still be compared with the digest. Who has it open may read on when it is removed. */
    public Optional<FileChannel> open(Digest digest) throws IOException {
        if (limitBytes == 0) {
            return Optional.empty();
        }
        Path file = folder.entry(digest);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            touch(file);
            return Optional.of(channel);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Whether there is such an entry, of this size. */
    public boolean has(Digest digest, long sizeBytes) throws IOException {
        return limitBytes > 0
                && folder.size(digest).filter(size -> size == sizeBytes).isPresent();
    }

    /**
     * Puts a copy of a file that should have this digest, making room first by removing what was used longest ago. A file that
     * would take more than half of the cache is not put, nor one that is there.
     */
    public void put(Digest digest, Path file) throws IOException {
        long size = Files.size(file);
        if (size > limitBytes / 2 || has(digest, size)) {
            return;
        }
        makeRoom(size);
        Path fresh = folder.fresh();
        try {
            copy(file, fresh);
            touch(fresh);
            Path place = folder.entry(digest);
            Files.createDirectories(CacheFolder.above(place));
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Looks at the folder when it is first asked, and again when it must be near its limit by then. */
    private synchronized void makeRoom(long size) throws IOException {
        if (estimate < 0 || estimate + size > limitBytes) {
            shrink(limitBytes - size);
            estimate = entries().stream().mapToLong(Entry::sizeBytes).sum();
        }
        estimate += size;
    }

    /** Notes that a server has a file, so that it may be told that it is here too. */
    public void note(String server, Known known) throws IOException {
        notes.write(server, known);
    }

    /** The entries that a server has seen, those used last first. */
    public List<Known> known(String server) throws IOException {
        return limitBytes == 0 ? List.of() : notes.of(server, entries());
    }

    /** A short text kept about a server; empty if there is none. */
    public String memo(String server) {
        return limitBytes == 0 ? "" : notes.memo(server);
    }

    /** Keeps a short text about a server, if that is possible. */
    public void memo(String server, String text) {
        if (limitBytes > 0) {
            notes.memo(server, text);
        }
    }

    /** Removes an entry, if it is there. */
    public void drop(Digest digest) throws IOException {
        Files.deleteIfExists(folder.entry(digest));
    }

    /** All entries, the one used longest ago first. */
    public List<Entry> entries() throws IOException {
        return folder.entries().stream()
                .sorted(Comparator.comparing(Entry::used).thenComparing(Entry::digest))
                .toList();
    }

    /** Removes what was used longest ago until no more than so many bytes are left, and what dead processes left. Gives what went. */
    public List<Entry> shrink(long toBytes) throws IOException {
        List<Entry> all = entries();
        long total = all.stream().mapToLong(Entry::sizeBytes).sum();
        int going = 0;
        while (going < all.size() && total > toBytes) {
            total -= all.get(going).sizeBytes();
            going++;
        }
        folder.sweep(clock.instant());
        return remove(all.subList(0, going));
    }

    /** Removes these entries and gives them. */
    public List<Entry> remove(List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            drop(entry.digest());
        }
        return List.copyOf(entries);
    }

    /** Whether an entry's bytes are what its name says; true as well when it went meanwhile. */
    public boolean sound(Entry entry) throws IOException {
        Hasher hasher = new Hasher();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(folder.entry(entry.digest()), StandardOpenOption.READ)) {
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
                hasher.update(buffer.array(), 0, count);
            }
        } catch (NoSuchFileException gone) {
            return true;
        }
        return hasher.digest().equals(entry.digest());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            // The kernel copies, and shares blocks where the file system does that.
            for (long at = 0, count = 1; count > 0; at += count) {
                count = in.transferTo(at, Math.max(0, in.size() - at), out);
            }
        }
    }

    private void touch(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (NoSuchFileException gone) {
            // Removed by another process between two steps: for who has it open nothing changes.
            return;
        }
    }
}
