package dev.stemma.registry.flow.promote;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Selector;
import java.util.OptionalInt;

/**
 * A wish to move a stage.
 *
 * @param version what it shall hold
 * @param stage the stage
 * @param reason why, maybe empty
 * @param expect the number of the version that the caller believes it holds, 0 for none; empty: whatever it holds
 * @param dryRun decide, but record and move nothing
 */
public record PromotionRequest(Selector version, AliasName stage, String reason, OptionalInt expect, boolean dryRun) {}
