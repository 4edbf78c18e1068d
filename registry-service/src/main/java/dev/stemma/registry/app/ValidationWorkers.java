package dev.stemma.registry.app;

import dev.stemma.registry.flow.validate.JobRunner;
import dev.stemma.registry.port.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the configured number of workers busy with the validation queue, from start to shutdown. */
@Singleton
final class ValidationWorkers {

    private static final Logger LOG = Logger.getLogger(ValidationWorkers.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final JobRunner runner;
    private final Ids ids;
    private final StemmaConfig.Validation config;
    private final CountDownLatch stopped = new CountDownLatch(1);

    ValidationWorkers(JobRunner runner, Ids ids, StemmaConfig config) {
        this.runner = runner;
        this.ids = ids;
        this.config = config.validation();
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < config.workers(); i++) {
            String worker = ids.next("w_");
            Thread.ofVirtual().name("validation-" + i).start(() -> work(worker));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void work(String worker) {
        boolean go = true;
        while (go) {
            go = !pausedUntilStop(step(worker));
        }
    }

    /** Does one job, if there is one, and says how long to wait for the next. */
    private Duration step(String worker) {
        try {
            return runner.runOne(worker) ? Duration.ZERO : config.poll();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A worker outlives whatever goes wrong, be it a database that is away or a job that is too much: the lease
            // of the job runs
            // out, and after three attempts it is given up.
            if (stopped.getCount() > 0) {
                LOG.errorf(e, "validation worker failed worker=%s", worker);
            }
            return AFTER_FAILURE;
        }
    }

    private boolean pausedUntilStop(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
