/** What is forgotten after a time. */
@NullMarked
package dev.stemma.registry.flow.retention;

import org.jspecify.annotations.NullMarked;
