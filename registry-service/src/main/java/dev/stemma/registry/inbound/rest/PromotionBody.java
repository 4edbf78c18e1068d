package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.promote.PromotionRequest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Selector;
import org.jspecify.annotations.Nullable;

/** A promotion asked for ({@code promotion-request.json}). */
record PromotionBody(
        @Nullable String version,
        @Nullable String stage,
        @Nullable String reason,
        @Nullable String expect,
        @Nullable Boolean dryRun) {

    PromotionRequest request() {
        return new PromotionRequest(
                Selector.parse(StrictJson.required(version, "version")),
                new AliasName(StrictJson.required(stage, "stage")),
                Texts.reason(reason),
                Texts.expected(expect),
                dryRun != null && dryRun);
    }
}
