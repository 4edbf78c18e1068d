package dev.stemma.blob.hot;

import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes objects of hot files that no row names: of writers and evictions that died half way. */
public final class HotSweep {

    private final ObjectStore objects;
    private final HotIndex index;
    private final InstantSource clock;

    /** Of that index, in that store. */
    public HotSweep(ObjectStore objects, HotIndex index, InstantSource clock) {
        this.objects = objects;
        this.index = index;
        this.clock = clock;
    }

    /**
     * Lists all hot objects and deletes those without a row. May run in several processes at once.
     *
     * @param grace how old an object must be: longer than keeping a file takes, since the row comes last
     * @return how many went
     */
    public int sweep(Duration grace) {
        Instant before = clock.instant().minus(grace);
        int deleted = 0;
        List<ObjectInfo> page = page("");
        while (!page.isEmpty()) {
            Set<String> known = index.known(
                    page.stream().map(object -> HotFile.keyOfPart(object.key())).collect(Collectors.toSet()));
            for (ObjectInfo object : page) {
                if (object.modified().isBefore(before) && !known.contains(HotFile.keyOfPart(object.key()))) {
                    objects.delete(object.key());
                    deleted++;
                }
            }
            page = page(page.getLast().key());
        }
        return deleted;
    }

    private List<ObjectInfo> page(String after) {
        return objects.list(HotObjects.FOLDER, after, HotIndex.MAX_BATCH);
    }
}
