/**
 * Files whose raw bytes are kept once more, whole, because they are read again and again: a cache beside the packs, with a
 * budget. All of it may vanish at any moment.
 */
@NullMarked
package dev.stemma.blob.hot;

import org.jspecify.annotations.NullMarked;
