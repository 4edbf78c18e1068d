package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.push.CommitRequest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Reference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a version ({@code commit-request.json}). */
record CommitBody(
        @Nullable String manifest,
        @Nullable String message,
        @Nullable List<String> labels,
        @Nullable List<String> aliases,
        @Nullable Boolean validate,
        @Nullable String suite) {

    CommitRequest request() {
        return new CommitRequest(
                StrictJson.required(manifest, "manifest"),
                Texts.limited(message, "message", Texts.MAX_REASON),
                (labels == null ? List.<String>of() : labels)
                        .stream().map(Label::new).toList(),
                (aliases == null ? List.<String>of() : aliases)
                        .stream().map(AliasName::new).toList(),
                validate != null && validate,
                Optional.ofNullable(suite).map(text -> Reference.parse(text, Kind.SUITE)));
    }
}
