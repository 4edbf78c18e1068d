/**
 * The terminal: the only users of the standard streams.
 * Colour, tables, progress, and the rule that nothing foreign reaches the screen unescaped.
 */
@NullMarked
package dev.stemma.cli.term;

import org.jspecify.annotations.NullMarked;
