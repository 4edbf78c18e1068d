package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.blob.scrub.Damage;
import dev.stemma.registry.flow.integrity.Integrity;
import dev.stemma.registry.port.Holders;
import java.util.List;

/** What a check found ({@code fsck.json}). */
record IntegrityAnswer(
        long packs,
        long files,
        long bytes,
        long damaged,
        List<One> damages,
        CollectionAnswer.OrphansAnswer orphans,
        List<CollectionAnswer.Count> wrongCounts) {

    static IntegrityAnswer of(Integrity.Report report) {
        return new IntegrityAnswer(
                report.scrubbed().packs(),
                report.scrubbed().files(),
                report.scrubbed().bytes(),
                report.scrubbed().damaged(),
                report.damages().stream().map(One::of).toList(),
                CollectionAnswer.OrphansAnswer.of(report.orphans()),
                report.differences().stream().map(CollectionAnswer.Count::of).toList());
    }

    /** A damaged object. */
    record One(String object, String part, String reason, List<String> chunks, List<String> blobs, List<String> files) {
        private static One of(Integrity.Named named) {
            Damage damage = named.damage();
            return new One(
                    damage.objectKey(),
                    switch (damage.part()) {
                        case FRAMES -> "frames";
                        case FRAME_TABLE -> "frame-table";
                        case RECIPE -> "recipe";
                        case FILE -> "file";
                    },
                    damage.reason(),
                    damage.chunks().stream().map(Digest::toString).toList(),
                    damage.files().stream().map(Digest::toString).toList(),
                    named.files().stream().map(Holders.Held::ref).toList());
        }
    }
}
