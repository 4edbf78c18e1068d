package dev.stemma.registry.flow.collect;

import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.gc.Collector;
import dev.stemma.blob.gc.Orphans;
import dev.stemma.registry.port.NamespaceUse;
import dev.stemma.registry.port.RemovedVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Collects what removed versions and abandoned uploads left, and tells what it would collect. */
@ApplicationScoped
public class Collection {

    private static final int LISTED = 1_000;

    private final Collector collector;
    private final Orphans orphans;
    private final RemovedVersions removed;
    private final NamespaceUse use;

    Collection(Collector collector, Orphans orphans, RemovedVersions removed, NamespaceUse use) {
        this.collector = collector;
        this.orphans = orphans;
        this.removed = removed;
        this.use = use;
    }

    /**
     * What would go.
     *
     * @param condemned what is not needed, whether its grace is over or not
     * @param orphans objects without a row that are old enough
     * @param versions removed versions of which bytes are still there, longest ago first
     * @param differences counts of namespaces that are wrong
     */
    public record Plan(
            GarbageIndex.Marked condemned,
            Orphans.Found orphans,
            List<RemovedVersions.Gone> versions,
            List<NamespaceUse.Difference> differences) {

        public Plan {
            versions = List.copyOf(versions);
            differences = List.copyOf(differences);
        }
    }

    /** What a run did. */
    public record Done(Collector.Collected collected, Orphans.Found orphans) {}

    /** Looks, and changes nothing. */
    public Plan plan() {
        return new Plan(collector.dryRun(), orphans.find(), removed.list(LISTED), use.differences());
    }

    /**
     * Collects.
     *
     * @param grace how long something must have been condemned
     * @param anyway whether to delete orphans even if they are much of the store
     */
    public Done run(Duration grace, boolean anyway) {
        return new Done(collector.run(grace), orphans.sweep(anyway));
    }

    /** Collects, but leaves orphans alone: for every few hours. */
    public Collector.Collected collect(Duration grace) {
        return collector.run(grace);
    }
}
