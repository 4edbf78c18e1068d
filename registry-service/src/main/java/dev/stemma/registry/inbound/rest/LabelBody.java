package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Label;
import org.jspecify.annotations.Nullable;

/** A label to give ({@code label-request.json}). */
record LabelBody(@Nullable String label) {

    Label value() {
        return new Label(StrictJson.required(label, "label"));
    }
}
