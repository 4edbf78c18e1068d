package dev.stemma.registry.inbound.rest;

import org.jspecify.annotations.Nullable;

/** A name's description ({@code name-request.json}). */
record NameBody(@Nullable String description) {

    private static final int MAX = 1_000;

    String text() {
        return Texts.limited(description, "description", MAX);
    }
}
