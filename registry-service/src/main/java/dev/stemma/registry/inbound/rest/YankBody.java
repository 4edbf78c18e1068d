package dev.stemma.registry.inbound.rest;

import org.jspecify.annotations.Nullable;

/** Withdraws a version, or takes that back ({@code yank-request.json}). */
record YankBody(@Nullable String reason, @Nullable Boolean undo) {

    boolean isUndo() {
        return undo != null && undo;
    }

    String why() {
        return isUndo() ? Texts.reason(reason) : Texts.reason(StrictJson.required(reason, "reason"));
    }
}
