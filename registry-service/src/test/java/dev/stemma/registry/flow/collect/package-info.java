/** Tests of removal and collection. */
@NullMarked
package dev.stemma.registry.flow.collect;

import org.jspecify.annotations.NullMarked;
