package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.promote.RollbackRequest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Selector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rollback asked for ({@code rollback-request.json}). */
record RollbackBody(
        @Nullable String reason,
        @Nullable String to,
        @Nullable String expect) {

    RollbackRequest request(AliasName stage) {
        return new RollbackRequest(
                stage, Optional.ofNullable(to).map(Selector::parse), Texts.reason(reason), Texts.expected(expect));
    }
}
