/**
 * What lies where in a model file: format detection and structure readers for hostile bytes.
 * Readers are iterative and bounded, never load weights, never execute; what is allowed is decided by their callers.
 */
@NullMarked
package dev.stemma.format;

import org.jspecify.annotations.NullMarked;
