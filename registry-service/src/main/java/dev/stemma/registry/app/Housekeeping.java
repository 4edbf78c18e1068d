package dev.stemma.registry.app;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotSweep;
import dev.stemma.registry.flow.collect.Collection;
import dev.stemma.registry.flow.integrity.Integrity;
import dev.stemma.registry.flow.retention.Expiry;
import dev.stemma.registry.flow.retention.RetiredPacks;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Does what must be done now and then. */
@Singleton
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final String FIRST = "${stemma.housekeeping.first}";
    private static final String EVERY = "${stemma.housekeeping.every}";

    private final Expiry expiry;
    private final RetiredPacks packs;
    private final BlobIndex index;
    private final HotFiles hot;
    private final HotSweep sweep;
    private final Collection collection;
    private final Integrity integrity;
    private final StemmaConfig.Storage storage;

    Housekeeping(
            Expiry expiry,
            RetiredPacks packs,
            BlobIndex index,
            HotFiles hot,
            HotSweep sweep,
            Collection collection,
            Integrity integrity,
            StemmaConfig config) {
        this.expiry = expiry;
        this.packs = packs;
        this.index = index;
        this.hot = hot;
        this.sweep = sweep;
        this.collection = collection;
        this.integrity = integrity;
        this.storage = config.storage();
    }

    @Scheduled(every = EVERY, delayed = FIRST, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetWhatHasExpired() {
        expiry.run();
    }

    @Scheduled(every = EVERY, delayed = FIRST, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void deleteRetiredPacks() {
        int deleted = packs.delete(storage.grace());
        if (deleted > 0) {
            LOG.infof("objects of retired packs deleted count=%d", deleted);
        }
    }

    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidyHotFiles() {
        hot.giveUp(blob -> index.blob(blob).isEmpty());
        hot.trim();
        int deleted = sweep.sweep(storage.grace());
        if (deleted > 0) {
            LOG.infof("left-over objects of hot files deleted count=%d", deleted);
        }
    }

    /** A stretch at a time, so that all that is stored is looked at once in the time that is configured, if its size allows. */
    @Scheduled(
            every = "${stemma.storage.scrub-every:1h}",
            delayed = "20m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void scrub() {
        var done = integrity.scrub(storage.scrubAge(), storage.scrubBytes());
        if (done.packs() > 0) {
            LOG.infof("scrubbed packs=%d bytes=%d damaged=%d", done.packs(), done.bytes(), done.damaged());
        }
    }

    /** At whatever hour the server started; several servers take turns by a lock. */
    @Scheduled(
            every = "${stemma.storage.collect-every:6h}",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void collect() {
        var done = collection.collect(storage.grace());
        if (done.blobs() + done.places() + done.objects() > 0) {
            LOG.infof(
                    "collected blobs=%d places=%d compacted=%d objects=%d",
                    done.blobs(), done.places(), done.compacted(), done.objects());
        }
    }
}
