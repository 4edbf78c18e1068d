/**
 * Where to cut a file into chunks: tensors into slices from their start, everything else where its content says. A file is
 * read once and gives its chunks and its whole digest together.
 */
@NullMarked
package dev.stemma.blob.chunk;

import org.jspecify.annotations.NullMarked;
