package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validation asked for ({@code validation-request.json}). */
record ValidationBody(@Nullable String version, @Nullable String suite) {

    Selector selector() {
        return Selector.parse(StrictJson.required(version, "version"));
    }

    Optional<Reference> suiteReference() {
        return Optional.ofNullable(suite).map(text -> Reference.parse(text, Kind.SUITE));
    }
}
