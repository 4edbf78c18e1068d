package dev.stemma.registry.app;

import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotIndex;
import dev.stemma.registry.flow.encode.EncodingStep;
import dev.stemma.registry.flow.integrity.Integrity;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.ValidationQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

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

    void encodings(@Observes StartupEvent event, EncodingQueue queue, Transactions transactions) {
        registry.gauge(
                "stemma.encodings.waiting", queue, waiting -> transactions.<Long>inTransaction(waiting::waiting));
        registry.gauge("stemma.encodings.failed", queue, failed -> transactions.<Long>inTransaction(failed::failed));
    }

    void hotFiles(@Observes StartupEvent event, HotIndex index) {
        registry.gauge("stemma.hot.size.bytes", index, HotIndex::sizeBytes);
    }

    /** Something became of a hot file, or was read beside one. */
    void hot(HotEvents.Event what, long bytes) {
        String event = what.name().toLowerCase(Locale.ROOT);
        registry.counter("stemma.hot.events", "event", event).increment();
        registry.counter("stemma.hot.bytes", "event", event).increment((double) bytes);
    }

    void integrity(@Observes StartupEvent event, Integrity integrity, Clock clock) {
        registry.gauge(
                "stemma.scrub.oldest.seconds",
                integrity,
                checked -> checked.oldestVerified()
                        .map(oldest -> (double)
                                Duration.between(oldest, clock.instant()).toSeconds())
                        .orElse(0.0));
    }

    /** An encoder had its turn. */
    void encoding(EncodingStep step) {
        switch (step) {
            case EncodingStep.Done(var job, var figures) -> {
                registry.counter("stemma.encodings.bytes", "state", "before").increment((double) figures.beforeBytes());
                registry.counter("stemma.encodings.bytes", "state", "after").increment((double) figures.afterBytes());
            }
            case EncodingStep.Postponed(var job) ->
                registry.counter("stemma.encodings.failures").increment();
            case EncodingStep.GivenUp(var job) ->
                registry.counter("stemma.encodings.failures").increment();
            case EncodingStep.Lost(var job) -> {
                // Another worker's turn tells of it.
            }
            case EncodingStep.Idle() -> {
                // Nothing was done.
            }
        }
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
