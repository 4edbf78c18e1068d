package dev.stemma.registry.flow.promote;

import dev.stemma.registry.model.promotion.Policy;
import java.util.OptionalLong;

/**
 * The policy in force at some place.
 *
 * @param policy as understood
 * @param text as written
 * @param sequence its ETag, when it was written for this very place; empty when it comes from further up
 */
public record PolicyView(Policy policy, String text, OptionalLong sequence) {}
