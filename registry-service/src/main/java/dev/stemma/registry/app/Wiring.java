package dev.stemma.registry.app;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.ScrubIndex;
import dev.stemma.blob.gc.Collector;
import dev.stemma.blob.gc.Orphans;
import dev.stemma.blob.gc.RetiredObjects;
import dev.stemma.blob.hot.DirectFiles;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotIndex;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.blob.hot.HotSweep;
import dev.stemma.blob.object.DirectReads;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.packed.PackedBlobStore;
import dev.stemma.blob.scrub.Pace;
import dev.stemma.blob.scrub.Scrub;
import dev.stemma.registry.flow.collect.CollectionSettings;
import dev.stemma.registry.inbound.http.HostNames;
import dev.stemma.registry.inbound.rest.ServerFacts;
import dev.stemma.registry.outbound.onnx.OnnxModelRuntime;
import dev.stemma.registry.outbound.onnx.OnnxSettings;
import dev.stemma.registry.port.ModelRuntime;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the parts are made of that do not make themselves. */
final class Wiring {

    Wiring() {}

    @Produces
    @Singleton
    static Clock clock() {
        // As fine as the databases keep it, so that an answer given at once is the one given later.
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    @Produces
    @Singleton
    static ObjectStore objects(StemmaConfig config, Meters meters) {
        return new MeteredObjects(ObjectStores.open(config), meters);
    }

    static void close(@Disposes ObjectStore objects) throws Exception {
        if (objects instanceof MeteredObjects metered) {
            metered.close();
        }
    }

    @Produces
    @Singleton
    static HotFiles hotFiles(ObjectStore objects, HotIndex index, StemmaConfig config, Clock clock, Meters meters) {
        var storage = config.storage();
        return new HotFiles(
                objects,
                index,
                UUID::randomUUID,
                clock,
                new HotLimits(storage.hotBudget(), storage.hotReads()),
                meters::hot);
    }

    @Produces
    @Singleton
    static DirectReads directReads(StemmaConfig config) {
        return ObjectStores.directReads(config);
    }

    static void close(@Disposes DirectReads reads) throws Exception {
        if (reads instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    static DirectFiles directFiles(HotFiles hot, DirectReads reads) {
        return new DirectFiles(hot, reads);
    }

    @Produces
    @Singleton
    static HotSweep hotSweep(ObjectStore objects, HotIndex index, Clock clock) {
        return new HotSweep(objects, index, clock);
    }

    @Produces
    @Singleton
    static PackedBlobStore blobs(ObjectStore objects, BlobIndex index, HotFiles hot, StemmaConfig config, Clock clock) {
        return new PackedBlobStore(
                objects,
                index,
                hot,
                UUID::randomUUID,
                config.dataDir().resolve("work").resolve("uploads"),
                clock);
    }

    @Produces
    @Singleton
    static Collector collector(GarbageIndex garbage, BlobIndex index, ObjectStore objects, PackedBlobStore blobs) {
        return new Collector(garbage, new RetiredObjects(index, objects), blobs);
    }

    @Produces
    @Singleton
    static Orphans orphans(ObjectStore objects, GarbageIndex garbage, StemmaConfig config) {
        return new Orphans(
                objects,
                garbage,
                "probes/" + UUID.randomUUID(),
                config.storage().grace());
    }

    @Produces
    @Singleton
    static CollectionSettings collection(StemmaConfig config) {
        return new CollectionSettings(config.storage().grace());
    }

    @Produces
    @Singleton
    static Scrub scrub(ScrubIndex stored, BlobIndex index, PackedBlobStore blobs, Clock clock) {
        return new Scrub(stored, index, blobs.checks(), Pace.FREE, clock);
    }

    @Produces
    @Singleton
    static ModelRuntime runtime(StemmaConfig config) {
        var validation = config.validation();
        return new OnnxModelRuntime(new OnnxSettings(
                config.dataDir().resolve("work"),
                validation.timeout(),
                validation.maxTimeout(),
                validation.memory(),
                validation.maxOutput()));
    }

    static void close(@Disposes ModelRuntime runtime) throws IOException {
        if (runtime instanceof OnnxModelRuntime onnx) {
            onnx.close();
        }
    }

    @Produces
    @Singleton
    static HostNames hosts(StemmaConfig config, Surroundings surroundings) {
        List<String> listed = config.publicHosts().orElse(List.of());
        return new HostNames(
                listed.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                listed.isEmpty() && !surroundings.servesOnlyThisMachine());
    }

    @Produces
    @Singleton
    static ServerFacts server(Surroundings surroundings) {
        return new ServerFacts(surroundings.version());
    }
}
