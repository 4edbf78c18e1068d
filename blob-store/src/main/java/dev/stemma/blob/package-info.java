/**
 * Bytes by digest: the values, the {@code BlobStore} port that the server uses and the {@code BlobIndex} port that a
 * database fills. Depends on nothing but the JDK; the packages below depend on this one, never the other way round.
 */
@NullMarked
package dev.stemma.blob;

import org.jspecify.annotations.NullMarked;
