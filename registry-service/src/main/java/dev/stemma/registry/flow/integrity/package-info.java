/** Stored bytes are looked at, and what is damaged is named. */
@NullMarked
package dev.stemma.registry.flow.integrity;

import org.jspecify.annotations.NullMarked;
