/**
 * Whole files by digest, shared by every process of a user, so that bytes which were here once do not travel again.
 * Nothing in it is trusted: whoever uses an entry compares its digest.
 */
@NullMarked
package dev.stemma.cli.cache;

import org.jspecify.annotations.NullMarked;
