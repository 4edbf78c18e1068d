package dev.stemma.blob.hot;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.HotEvents.Event;
import dev.stemma.blob.object.ObjectStore;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps the raw bytes of files that are read again and again, and gives up those not read for the longest time when they
 * are too many. Readers never notice trouble here; writers may. All methods may be called by any number of threads.
 */
public final class HotFiles {

    /** Smaller files are never kept: they gain nothing worth a look-up. */
    private static final long LEAST_BYTES = 1024 * 1024;

    /** The time of use is written no more often than this. */
    private static final Duration COARSE = Duration.ofMinutes(10);

    private static final int EVICTED_AT_ONCE = 20;
    private static final int LOOKED_AT_ONCE = 1_000;

    private final HotObjects objects;
    private final HotIndex index;
    private final InstantSource clock;
    private final HotLimits limits;
    private final HotEvents events;
    private final Heat heat;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * Hot files in that store and that index, which belong together.
     *
     * @param ids gives an id that was never given before, on each call
     */
    public HotFiles(
            ObjectStore objects,
            HotIndex index,
            Supplier<UUID> ids,
            InstantSource clock,
            HotLimits limits,
            HotEvents events) {
        this.objects = new HotObjects(objects, ids);
        this.index = index;
        this.clock = clock;
        this.limits = limits;
        this.events = events;
        this.heat = new Heat(limits.readings());
    }

    /** Keeps no files, and knows of none. */
    public static HotFiles none(ObjectStore objects) {
        return new HotFiles(
                objects,
                new InMemoryHotIndex(),
                () -> {
                    throw new IllegalStateException("nothing is ever written");
                },
                () -> Instant.EPOCH,
                HotLimits.OFF,
                HotEvents.NONE);
    }

    /** Whether a file of this size may ever be hot. */
    public boolean suits(BlobInfo file) {
        return file.sizeBytes() >= LEAST_BYTES && file.sizeBytes() <= limits.budgetBytes();
    }

    /**
     * A reader of a file, if it is hot. One look-up, no bytes read. Never fails.
     *
     * @param end where reading will end, at most
     */
    public Optional<HotReader> reader(BlobInfo file, long end) {
        try {
            return find(file).map(hot -> new HotReader(hot, objects, end, this::lose));
        } catch (RuntimeException e) {
            // Packs are asked instead, and whoever needs the index for more than this will hear of it.
            return Optional.empty();
        }
    }

    /** The file, if it is hot; this counts as a use. */
    Optional<HotFile> find(BlobInfo file) {
        Optional<HotFile> found = index.find(file.digest()).filter(hot -> hot.sizeBytes() == file.sizeBytes());
        found.ifPresent(this::noteUse);
        return found;
    }

    private void noteUse(HotFile file) {
        Instant now = clock.instant();
        if (file.usedAt().plus(COARSE).isBefore(now)) {
            index.use(file.key(), now);
        }
    }

    /** Forgets a file that is damaged or gone. */
    private void lose(HotFile file) {
        try {
            if (index.drop(file.key())) {
                objects.delete(file);
                events.happened(Event.LOST, file.sizeBytes());
            }
        } catch (RuntimeException e) {
            // The next reader tries again.
        }
    }

    /** A stream of a suitable file was closed that took so many bytes from a reader. */
    public void hit(long bytes) {
        events.happened(Event.HIT, bytes);
    }

    /** A stream of a suitable file was closed that handed out so many bytes from packs. */
    public void missed(BlobInfo file, long bytes) {
        events.happened(Event.MISS, bytes);
        if (heat.served(file, bytes)) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Asks to be called, on whatever thread, when a file has been read often enough to be kept. */
    public void onDue(Runnable wake) {
        listeners.add(wake);
    }

    /** A file that was read often enough; it is given once, and again only after it was read as often again. */
    public Optional<BlobInfo> nextDue() {
        return heat.next();
    }

    /** Whether a file is hot. */
    public boolean has(BlobInfo file) {
        return index.find(file.digest()).isPresent();
    }

    /**
     * Keeps a file. Constant memory. If another process keeps it first, that one's stays.
     *
     * @param bytes all of it, verified by whoever reads the stream's source; not closed
     * @throws BlobException if the bytes or the store fail; nothing is kept then
     */
    public void keep(BlobInfo file, InputStream bytes) {
        if (!suits(file)) {
            return;
        }
        makeRoom(file.sizeBytes());
        HotFile made = new HotFile(file.digest(), objects.newKey(), file.sizeBytes(), clock.instant());
        objects.write(made, bytes);
        // If this fails it is unknown whether the row is there, so the objects stay: a sweep knows later.
        if (index.add(made)) {
            events.happened(Event.STORED, file.sizeBytes());
            trim();
        } else {
            objects.delete(made);
        }
    }

    /** Gives up files until the budget is kept, which others, or a smaller budget, may have broken. */
    public void trim() {
        makeRoom(0);
    }

    /**
     * Gives up files that nobody can ask for any more, among those not read for the longest time: no read keeps such a file young.
     *
     * @param gone whether the file with this digest is no longer stored
     */
    public void giveUp(Predicate<Digest> gone) {
        index.leastUsed(LOOKED_AT_ONCE).stream()
                .filter(file -> gone.test(file.blob()))
                .forEach(this::evict);
    }

    private void makeRoom(long neededBytes) {
        long excess = index.sizeBytes() + neededBytes - limits.budgetBytes();
        while (excess > 0) {
            List<HotFile> old = index.leastUsed(EVICTED_AT_ONCE);
            if (old.isEmpty()) {
                return;
            }
            for (HotFile file : old) {
                if (excess > 0) {
                    evict(file);
                    excess -= file.sizeBytes();
                }
            }
        }
    }

    /** The row goes first: then nobody starts to read what is about to go. */
    private void evict(HotFile file) {
        if (index.drop(file.key())) {
            objects.delete(file);
            events.happened(Event.EVICTED, file.sizeBytes());
        }
    }
}
