package dev.stemma.registry.flow.promote;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Selector;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A wish to let a stage hold again what it held before.
 *
 * @param stage the stage
 * @param to an earlier holder; empty: the last good one
 * @param reason why, maybe empty
 * @param expect the number of the version that the caller believes it holds, 0 for none; empty: whatever it holds
 */
public record RollbackRequest(AliasName stage, Optional<Selector> to, String reason, OptionalInt expect) {}
