package dev.stemma.registry.app;

import dev.stemma.registry.flow.encode.EncodingStep;
import dev.stemma.registry.flow.encode.Encodings;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the configured number of encoders busy: woken by every publication of this process, looking for those of others now and then. */
@Singleton
final class EncodingWorkers {

    private static final Logger LOG = Logger.getLogger(EncodingWorkers.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Encodings encodings;
    private final EncodingQueue queue;
    private final Meters meters;
    private final Ids ids;
    private final int encoders;
    private final Semaphore signal = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    EncodingWorkers(Encodings encodings, EncodingQueue queue, Meters meters, Ids ids, StemmaConfig config) {
        this.encodings = encodings;
        this.queue = queue;
        this.meters = meters;
        this.ids = ids;
        this.encoders = config.storage().encoders();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a wish only: nothing here depends on who runs first
    void start(@Observes StartupEvent event) {
        queue.onEnqueued(signal::release);
        for (int i = 0; i < encoders; i++) {
            String worker = ids.next("e_");
            // Encoding is work for the processor, which requests should have first.
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("encoding-" + i)
                    .priority(Thread.MIN_PRIORITY)
                    .start(() -> work(worker)));
        }
    }

    /**
     * Lets an encoding that is about to end do so. A longer one dies with the process, which harms nothing; it is never interrupted, since
     * that would close the files of the embedded database under everybody.
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        signal.release(threads.size());
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
    }

    private void work(String worker) {
        try {
            while (!stopped) {
                if (!step(worker) && !stopped && signal.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    // One look sees all that has come by now.
                    var _ = signal.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there may be more to do at once. */
    private boolean step(String worker) {
        try {
            EncodingStep step = encodings.runOne(worker);
            meters.encoding(step);
            return !(step instanceof EncodingStep.Idle);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A worker outlives whatever goes wrong: the lease of the job runs out, and after some attempts it is given
            // up.
            if (!stopped) {
                LOG.errorf(e, "encoder failed worker=%s", worker);
            }
            return false;
        }
    }
}
