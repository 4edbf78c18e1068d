package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.AliasMove;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A move of an alias ({@code alias-history.json}). */
record AliasMoveAnswer(
        long sequence,
        String alias,
        @Nullable String from,
        @Nullable String to,
        String by,
        Instant at,
        @Nullable String reason,
        @Nullable Long promotion) {

    static AliasMoveAnswer of(AliasMove move) {
        return new AliasMoveAnswer(
                move.sequence(),
                move.alias().value(),
                Texts.tag(move.from()),
                Texts.tag(move.to()),
                move.by(),
                move.at(),
                move.reason().isEmpty() ? null : move.reason(),
                move.promotion().isPresent() ? (Long) move.promotion().getAsLong() : null);
    }
}
