package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import org.jspecify.annotations.Nullable;

/** A recording asked for ({@code recording-request.json}). */
record RecordingBody(@Nullable String inputs, @Nullable String model) {

    Selector inputsSelector() {
        return Selector.parse(StrictJson.required(inputs, "inputs"));
    }

    Reference modelReference() {
        return Reference.parse(StrictJson.required(model, "model"), Kind.MODEL);
    }
}
