package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.gc.Orphans;
import dev.stemma.registry.flow.collect.Collection;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.port.NamespaceUse;
import dev.stemma.registry.port.RemovedVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a collection would do ({@code collection-plan.json}). */
record CollectionAnswer(
        long graceSeconds,
        long files,
        long chunks,
        long freesBytes,
        long unknownFiles,
        OrphansAnswer orphans,
        List<Removed> versions,
        List<Count> wrongCounts) {

    static CollectionAnswer of(Collection.Plan plan, Duration grace) {
        GarbageIndex.Marked condemned = plan.condemned();
        return new CollectionAnswer(
                grace.toSeconds(),
                condemned.blobs(),
                condemned.chunks(),
                condemned.chunkBytes(),
                condemned.unknownBlobs(),
                OrphansAnswer.of(plan.orphans()),
                plan.versions().stream().map(Removed::of).toList(),
                plan.differences().stream().map(Count::of).toList());
    }

    /** A removed version. */
    record Removed(String ref, Instant removedAt, long logicalBytes, long freesBytes) {
        private static String ref(RemovedVersions.Gone gone) {
            return gone.kind() == Kind.MODEL
                    ? gone.id().toString()
                    : gone.kind().word() + ":" + gone.id();
        }

        private static Removed of(RemovedVersions.Gone gone) {
            return new Removed(ref(gone), gone.removedAt(), gone.logicalBytes(), gone.freesBytes());
        }
    }

    /** A namespace whose use is counted wrongly. */
    record Count(String namespace, long countedBytes, long actualBytes) {
        static Count of(NamespaceUse.Difference difference) {
            return new Count(difference.namespace(), difference.countedBytes(), difference.actualBytes());
        }
    }

    /** Objects without a row. */
    record OrphansAnswer(long objects, long bytes, long orphans, long orphanBytes, String refused) {
        static OrphansAnswer of(Orphans.Found found) {
            return new OrphansAnswer(
                    found.objects(), found.bytes(), found.orphans(), found.orphanBytes(), found.refused());
        }
    }
}
