/** Encodes the files of published versions against their relatives, off the push's path. */
@NullMarked
package dev.stemma.registry.flow.encode;

import org.jspecify.annotations.NullMarked;
