package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.chunk.CutPlan;
import dev.stemma.registry.model.Push;
import java.time.Instant;

/** An upload under way ({@code push.json}). */
record PushAnswer(String id, long chunkSizeBytes, long maxPackBytes, Instant expiresAt) {

    /** Longest pack accepted, in bytes. */
    static final int MAX_PACK_BYTES = 64 << 20;

    static PushAnswer of(Push push) {
        return new PushAnswer(push.id(), CutPlan.SLICE_BYTES, MAX_PACK_BYTES, push.expiresAt());
    }
}
