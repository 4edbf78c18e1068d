/** The packaged server driven by the real command, as a user would. */
@NullMarked
package dev.stemma.registry.e2e;

import org.jspecify.annotations.NullMarked;
