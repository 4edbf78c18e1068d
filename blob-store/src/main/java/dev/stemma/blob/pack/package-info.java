/**
 * Packs: many encoded chunks as frames in one object, with a footer that says where each lies. The byte layout is
 * described in {@code docs/storage-format.md}; readers here treat every byte as hostile.
 */
@NullMarked
package dev.stemma.blob.pack;

import org.jspecify.annotations.NullMarked;
