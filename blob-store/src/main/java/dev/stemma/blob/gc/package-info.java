/**
 * Collection: what no version needs is condemned, waits out its grace and goes. It deletes objects by their unique keys only.
 */
@NullMarked
package dev.stemma.blob.gc;

import org.jspecify.annotations.NullMarked;
