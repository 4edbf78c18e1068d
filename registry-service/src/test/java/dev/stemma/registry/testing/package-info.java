/** The real servers that script/test starts, as tests see them. */
@NullMarked
package dev.stemma.registry.testing;

import org.jspecify.annotations.NullMarked;
