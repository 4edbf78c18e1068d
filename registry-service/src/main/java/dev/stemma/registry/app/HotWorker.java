package dev.stemma.registry.app;

import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.packed.PackedBlobStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Keeps files hot that this process has served often enough, one at a time. */
@Singleton
final class HotWorker {

    private static final Logger LOG = Logger.getLogger(HotWorker.class);

    private final PackedBlobStore blobs;
    private final HotFiles hot;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopped;

    HotWorker(PackedBlobStore blobs, HotFiles hot) {
        this.blobs = blobs;
        this.hot = hot;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a wish only: nothing here depends on who runs first
    void start(@Observes StartupEvent event) {
        hot.onDue(signal::release);
        Thread.ofPlatform()
                .daemon()
                .name("hot-files")
                .priority(Thread.MIN_PRIORITY)
                .start(this::work);
    }

    /** What is under way dies with the process; its objects, which no row names, are swept later. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        signal.release();
    }

    private void work() {
        try {
            while (!stopped) {
                signal.acquire();
                // One look after the other until nothing waits covers all signals that came by now.
                var _ = signal.drainPermits();
                while (!stopped && step()) {
                    LOG.debug("looked at a file that is read often");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there may be more to do; a file that fails has another chance when it was read as often again. */
    private boolean step() {
        try {
            return blobs.materialiseOne();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (!stopped) {
                LOG.warnf(e, "a file could not be kept whole; it is read from packs");
            }
            return true;
        }
    }
}
