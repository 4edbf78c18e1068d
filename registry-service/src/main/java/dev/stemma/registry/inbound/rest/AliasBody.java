package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Selector;
import org.jspecify.annotations.Nullable;

/** What an alias shall hold ({@code alias-request.json}). */
record AliasBody(@Nullable String version, @Nullable String reason) {

    Selector selector() {
        return Selector.parse(StrictJson.required(version, "version"));
    }

    String why() {
        return Texts.reason(reason);
    }
}
