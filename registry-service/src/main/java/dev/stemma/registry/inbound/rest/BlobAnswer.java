package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.BlobInfo;
import dev.stemma.registry.flow.push.Received;

/** A stored file ({@code blob.json}). */
record BlobAnswer(String sha256, long sizeBytes, boolean created) {

    static BlobAnswer of(Received<BlobInfo> blob) {
        return new BlobAnswer(blob.what().digest().toString(), blob.what().sizeBytes(), blob.created());
    }
}
