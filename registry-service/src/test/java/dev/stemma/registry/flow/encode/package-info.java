/** Tests of encoding. */
@NullMarked
package dev.stemma.registry.flow.encode;

import org.jspecify.annotations.NullMarked;
