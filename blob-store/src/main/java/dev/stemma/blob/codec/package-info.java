/**
 * How a chunk is encoded: codecs that know what weights look like, and the choice among them. The encoded forms are
 * described in {@code docs/storage-format.md}; decoders here treat every byte as hostile.
 */
@NullMarked
package dev.stemma.blob.codec;

import org.jspecify.annotations.NullMarked;
