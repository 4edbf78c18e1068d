package dev.stemma.blob.gc;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.object.ObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deletes objects that no row names any more. */
public final class RetiredObjects {

    private static final int BATCH = 100;

    private final BlobIndex index;
    private final ObjectStore objects;

    /** Of that index, in that store. */
    public RetiredObjects(BlobIndex index, ObjectStore objects) {
        this.index = index;
        this.objects = objects;
    }

    /**
     * Deletes what was retired before this moment, and forgets it. May run on several servers at once. When the store fails, what is
     * left is deleted another time.
     *
     * @return how many objects went
     */
    public int delete(Instant before) {
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
                CrashPoint.at("collect.retired");
                objects.delete(key);
                CrashPoint.at("collect.deleted");
                gone.add(key);
            }
        } finally {
            index.forget(gone);
            CrashPoint.at("collect.forgotten");
        }
    }
}
