package dev.stemma.registry.app;

import dev.stemma.registry.flow.retention.Expiry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Does what must be done now and then. */
@Singleton
final class Housekeeping {

    private final Expiry expiry;

    Housekeeping(Expiry expiry) {
        this.expiry = expiry;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetWhatHasExpired() {
        expiry.run();
    }
}
