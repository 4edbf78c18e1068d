package dev.stemma.registry.app;

import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotSweep;
import dev.stemma.registry.flow.retention.Expiry;
import dev.stemma.registry.flow.retention.RetiredPacks;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Does what must be done now and then. */
@Singleton
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final Expiry expiry;
    private final RetiredPacks packs;
    private final HotFiles hot;
    private final HotSweep sweep;
    private final StemmaConfig.Storage storage;

    Housekeeping(Expiry expiry, RetiredPacks packs, HotFiles hot, HotSweep sweep, StemmaConfig config) {
        this.expiry = expiry;
        this.packs = packs;
        this.hot = hot;
        this.sweep = sweep;
        this.storage = config.storage();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetWhatHasExpired() {
        expiry.run();
    }

    @Scheduled(every = "10m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void deleteRetiredPacks() {
        int deleted = packs.delete(storage.grace());
        if (deleted > 0) {
            LOG.infof("objects of retired packs deleted count=%d", deleted);
        }
    }

    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidyHotFiles() {
        hot.trim();
        int deleted = sweep.sweep(storage.grace());
        if (deleted > 0) {
            LOG.infof("left-over objects of hot files deleted count=%d", deleted);
        }
    }
}
