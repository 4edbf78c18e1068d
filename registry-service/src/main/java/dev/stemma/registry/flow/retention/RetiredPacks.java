package dev.stemma.registry.flow.retention;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.gc.RetiredObjects;
import dev.stemma.blob.object.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Deletes the objects of packs whose chunks have all been encoded anew elsewhere. */
@ApplicationScoped
public class RetiredPacks {

    private final RetiredObjects objects;
    private final Clock clock;

    /** Of that index, in that store. */
    public RetiredPacks(BlobIndex index, ObjectStore objects, Clock clock) {
        this.objects = new RetiredObjects(index, objects);
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
        return objects.delete(clock.instant().minus(grace));
    }
}
