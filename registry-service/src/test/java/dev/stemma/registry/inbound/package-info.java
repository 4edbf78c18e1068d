/** What the tests of all doors share. */
@NullMarked
package dev.stemma.registry.inbound;

import org.jspecify.annotations.NullMarked;
