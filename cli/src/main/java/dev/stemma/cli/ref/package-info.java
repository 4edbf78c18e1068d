/**
 * What a user may type to name a thing: names, selectors, references, ranges.
 * Plain values; nothing here asks a server.
 */
@NullMarked
package dev.stemma.cli.ref;

import org.jspecify.annotations.NullMarked;
