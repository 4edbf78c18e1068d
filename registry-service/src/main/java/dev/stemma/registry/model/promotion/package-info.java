/** Stages, policies, gates and the decisions they lead to. */
@NullMarked
package dev.stemma.registry.model.promotion;

import org.jspecify.annotations.NullMarked;
