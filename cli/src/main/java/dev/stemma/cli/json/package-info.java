/**
 * JSON without databind: a small immutable tree, read within bounds and written exactly.
 * Everything that crosses the wire or a file as JSON passes through here.
 */
@NullMarked
package dev.stemma.cli.json;

import org.jspecify.annotations.NullMarked;
