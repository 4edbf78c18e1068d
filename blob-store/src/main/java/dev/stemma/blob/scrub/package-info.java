/**
 * Integrity: stored objects are held against what the index says of them, and damage is named and withdrawn from use.
 */
@NullMarked
package dev.stemma.blob.scrub;

import org.jspecify.annotations.NullMarked;
