package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.usage.Usage;

/** Bytes of something in storage; {@code storedBytes = uniqueBytes + sharedBytes}. */
record UsageAnswer(long logicalBytes, long storedBytes, long uniqueBytes, long sharedBytes, boolean complete) {

    static UsageAnswer of(Usage usage) {
        return new UsageAnswer(
                usage.logicalBytes(), usage.storedBytes(), usage.uniqueBytes(), usage.sharedBytes(), usage.complete());
    }
}
