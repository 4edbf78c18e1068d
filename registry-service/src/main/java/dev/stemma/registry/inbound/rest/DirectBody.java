package dev.stemma.registry.inbound.rest;

import org.jspecify.annotations.Nullable;

/** Addresses asked for ({@code direct-request.json}). */
record DirectBody(@Nullable Long offset) {

    long from() {
        return offset == null ? 0 : offset;
    }
}
