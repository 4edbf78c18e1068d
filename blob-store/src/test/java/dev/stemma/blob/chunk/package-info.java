/** Tests of this package, and contracts that every implementation of its ports must pass. */
@NullMarked
package dev.stemma.blob.chunk;

import org.jspecify.annotations.NullMarked;
