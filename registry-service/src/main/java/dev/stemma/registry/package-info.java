/** The registry server. */
@NullMarked
package dev.stemma.registry;

import org.jspecify.annotations.NullMarked;
