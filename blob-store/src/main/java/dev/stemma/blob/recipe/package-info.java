/**
 * Recipes: how a file is put together again from chunks, inline bytes and slices of other files. The byte layout is
 * described in {@code docs/storage-format.md}.
 */
@NullMarked
package dev.stemma.blob.recipe;

import org.jspecify.annotations.NullMarked;
