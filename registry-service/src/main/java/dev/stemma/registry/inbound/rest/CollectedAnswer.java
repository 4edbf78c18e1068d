package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.gc.Collector;
import dev.stemma.registry.flow.collect.Collection;

/** What a collection did ({@code collected.json}). */
record CollectedAnswer(
        long condemnedFiles,
        long condemnedChunks,
        long condemnedBytes,
        long files,
        long places,
        long compactedPacks,
        long objects,
        CollectionAnswer.OrphansAnswer orphans) {

    static CollectedAnswer of(Collection.Done done) {
        Collector.Collected collected = done.collected();
        return new CollectedAnswer(
                collected.condemned().blobs(),
                collected.condemned().chunks(),
                collected.condemned().chunkBytes(),
                collected.blobs(),
                collected.places(),
                collected.compacted(),
                collected.objects(),
                CollectionAnswer.OrphansAnswer.of(done.orphans()));
    }
}
