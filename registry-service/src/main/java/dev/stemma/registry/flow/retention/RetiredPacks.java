package dev.stemma.registry.flow.retention;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.object.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deletes the objects of packs whose chunks have all been encoded anew elsewhere. */
@ApplicationScoped
public class RetiredPacks {

    private static final int BATCH = 100;

    private final BlobIndex index;
    private final ObjectStore objects;
    private final Clock clock;

    /** Of that index, in that store. */
    public RetiredPacks(BlobIndex index, ObjectStore objects, Clock clock) {
        this.index = index;
        this.objects = objects;
        this.clock = clock;
    }

    /**
     * Deletes what was retired at least that long ago, and forgets it. May run on several servers at once. When the store fails, what is
     * left is deleted another time.
     *
     * @param grace how long an object is left to those who located a chunk in it before it was retired and are reading it still, and to a
     *     backup whose copy of the database still names it
     * @return how many objects went
     */
    public int delete(Duration grace) {
        Instant before = clock.instant().minus(grace);
        int deleted = 0;
        List<String> keys = index.retired(before, BATCH);
        while (!keys.isEmpty()) {
            deleteAll(keys);
            deleted += keys.size();
            keys = index.retired(before, BATCH);
        }
        return deleted;
    }

    private void deleteAll(List<String> keys) {
        List<String> gone = new ArrayList<>();
        try {
            for (String key : keys) {
                objects.delete(key);
                gone.add(key);
            }
        } finally {
            index.forget(gone);
        }
    }
}
