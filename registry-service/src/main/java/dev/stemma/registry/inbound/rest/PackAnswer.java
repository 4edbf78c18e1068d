package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.PackInfo;
import dev.stemma.registry.flow.push.Received;

/** A stored pack ({@code pack.json}). */
record PackAnswer(int chunks, long sizeBytes, boolean created) {

    static PackAnswer of(Received<PackInfo> pack) {
        return new PackAnswer(pack.what().chunks(), pack.what().sizeBytes(), pack.created());
    }
}
