/**
 * Objects as files on a local disk. {@code DurableFiles} is the only class that renames, and the only one that knows in
 * which order file and folder must be forced to disk.
 */
@NullMarked
package dev.stemma.blob.object.file;

import org.jspecify.annotations.NullMarked;
