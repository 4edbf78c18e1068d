/**
 * Object stores around an object store, one concern each: repeat what failed for a moment, count and time calls, check
 * that the store did what it said. Compose them by nesting.
 */
@NullMarked
package dev.stemma.blob.object.around;

import org.jspecify.annotations.NullMarked;
