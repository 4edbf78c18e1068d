package dev.stemma.registry.app;

import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.ValidationQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The registry's own metrics, beside those of the framework. */
@Singleton
final class Meters {

    private final MeterRegistry registry;
    private final Counter bytesIn;
    private final Counter bytesOut;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        this.bytesIn = registry.counter("stemma.objects.bytes", "direction", "written");
        this.bytesOut = registry.counter("stemma.objects.bytes", "direction", "read");
    }

    void queue(@Observes StartupEvent event, ValidationQueue queue, Transactions transactions) {
        registry.gauge(
                "stemma.validations.waiting", queue, waiting -> transactions.<Long>inTransaction(waiting::waiting));
    }

    void written(long bytes) {
        bytesIn.increment((double) bytes);
    }

    void read(long bytes) {
        bytesOut.increment((double) bytes);
    }

    /** Something that the audit log tells of happened: a push, a promotion, a token made. */
    void acted(String action) {
        registry.counter("stemma.actions", "action", action).increment();
    }
}
