/** Stages: what a policy asks, what the evidence says, the decision, and the move. */
@NullMarked
package dev.stemma.registry.flow.promote;

import org.jspecify.annotations.NullMarked;
