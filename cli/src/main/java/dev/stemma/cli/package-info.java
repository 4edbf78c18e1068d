/** The stemma command. */
@NullMarked
package dev.stemma.cli;

import org.jspecify.annotations.NullMarked;
