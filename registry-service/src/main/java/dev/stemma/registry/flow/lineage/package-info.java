/** Where versions came from and what came of them, as far as the caller may see. */
@NullMarked
package dev.stemma.registry.flow.lineage;

import org.jspecify.annotations.NullMarked;
