/** Versions go, and what only they needed: removal and its undoing, collection, quotas. */
@NullMarked
package dev.stemma.registry.flow.collect;

import org.jspecify.annotations.NullMarked;
