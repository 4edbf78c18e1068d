package dev.stemma.registry.model;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One entry of an alias's history, which is kept for ever.
 *
 * @param name the name it belongs to
 * @param alias the alias moved
 * @param sequence 1, 2, 3, … within the alias
 * @param from the version held before; empty when it was not set
 * @param to the version held afterwards; empty when it was removed
 * @param by who
 * @param at when
 * @param reason why, maybe empty
 * @param promotion the promotion that moved it, for a stage
 */
public record AliasMove(
        ModelName name,
        AliasName alias,
        long sequence,
        OptionalInt from,
        OptionalInt to,
        String by,
        Instant at,
        String reason,
        OptionalLong promotion) {}
