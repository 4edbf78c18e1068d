package dev.stemma.blob.gc;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Objects of packs and recipes that no row names: what uploads left that died between storing an object and its row. An object is
 * stored before its row, so only one that is older than any upload may take is an orphan.
 */
public final class Orphans {

    /** No upload holds an object this long before its row is there. */
    public static final Duration LEAST_AGE = Duration.ofHours(1);

    private static final List<String> FOLDERS = List.of("packs/", "recipes/");
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final int PAGE = 1_000;
    private static final int TENTH = 10;

    private final ObjectStore objects;
    private final GarbageIndex garbage;
    private final String probe;
    private final Duration age;

    /**
     * In that store.
     *
     * @param probe key of an object, of no use to anybody else, by which the store's clock is read
     * @param age how old an orphan must be; {@link #LEAST_AGE} if that is longer
     */
    public Orphans(ObjectStore objects, GarbageIndex garbage, String probe, Duration age) {
        this.objects = objects;
        this.garbage = garbage;
        this.probe = probe;
        this.age = age.compareTo(LEAST_AGE) < 0 ? LEAST_AGE : age;
    }

    /**
     * What was found.
     *
     * @param objects all objects of packs and recipes
     * @param bytes what they take
     * @param orphans those without a row that are old enough
     * @param orphanBytes what these take
     * @param refused why they were not deleted; empty if they were, or nobody asked for it
     */
    public record Found(long objects, long bytes, long orphans, long orphanBytes, String refused) {}

    /** Counts them. */
    public Found find() {
        return walk(oldest(), orphan -> {});
    }

    /**
     * Deletes them, unless they are more than a tenth of all objects or bytes, or the clocks of database and store disagree: both look
     * like a database that is not this store's, or not this day's.
     *
     * @param anyway whether to delete even then
     */
    public Found sweep(boolean anyway) {
        Instant oldest = oldest();
        Found found = walk(oldest, orphan -> {});
        String reason = reason(found);
        if (!anyway && !reason.isEmpty()) {
            return new Found(found.objects(), found.bytes(), found.orphans(), found.orphanBytes(), reason);
        }
        return found.orphans() == 0 ? found : walk(oldest, orphan -> objects.delete(orphan.key()));
    }

    private Instant oldest() {
        return garbage.now().minus(age);
    }

    private String reason(Found found) {
        if (found.orphans() * TENTH > found.objects() || found.orphanBytes() * TENTH > found.bytes()) {
            return found.orphans() + " of " + found.objects() + " objects have no row, which is more than a tenth";
        }
        Duration skew = skew();
        return skew.compareTo(MOST_SKEW) > 0
                ? "the clocks of the database and the object store differ by " + skew.toSeconds() + " s"
                : "";
    }

    /** How far the clocks are apart, seen by an object written for the purpose. */
    private Duration skew() {
        objects.put(probe, 1, new ByteArrayInputStream(new byte[1]));
        try {
            Instant written = objects.head(probe)
                    .map(ObjectInfo::modified)
                    .orElseThrow(() -> new StoreUnavailable(probe + " was written and is not there", true, null));
            return Duration.between(written, garbage.now()).abs();
        } finally {
            objects.delete(probe);
        }
    }

    private Found walk(Instant oldest, Consumer<ObjectInfo> each) {
        long count = 0;
        long bytes = 0;
        List<ObjectInfo> orphans = new ArrayList<>();
        for (String folder : FOLDERS) {
            List<ObjectInfo> page = objects.list(folder, "", PAGE);
            while (!page.isEmpty()) {
                count += page.size();
                bytes += page.stream().mapToLong(ObjectInfo::sizeBytes).sum();
                orphans.addAll(orphans(page, oldest));
                page = objects.list(folder, page.getLast().key(), PAGE);
            }
        }
        orphans.forEach(each);
        return new Found(
                count,
                bytes,
                orphans.size(),
                orphans.stream().mapToLong(ObjectInfo::sizeBytes).sum(),
                "");
    }

    private List<ObjectInfo> orphans(List<ObjectInfo> page, Instant oldest) {
        List<ObjectInfo> old = page.stream()
                .filter(object -> object.modified().isBefore(oldest))
                .toList();
        Set<String> known = garbage.known(old.stream().map(ObjectInfo::key).collect(Collectors.toSet()));
        return old.stream().filter(object -> !known.contains(object.key())).toList();
    }
}
