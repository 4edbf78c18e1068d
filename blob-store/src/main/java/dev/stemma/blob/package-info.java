/** Bytes by digest: the blob store and what it is made of. */
@NullMarked
package dev.stemma.blob;

import org.jspecify.annotations.NullMarked;
