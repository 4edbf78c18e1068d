/**
 * Which chunks of related files a chunk may be encoded against: tensors are paired by name and shape, quantised ones with
 * the floats they come from. Only suggestions are made here; the codecs find out whether they help.
 */
@NullMarked
package dev.stemma.blob.kin;

import org.jspecify.annotations.NullMarked;
