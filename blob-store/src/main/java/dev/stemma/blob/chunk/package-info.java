/**
 * Where to cut a file into chunks. So far one rule: pieces of fixed size; every rule reads a file once and gives its
 * chunks and its whole digest together.
 */
@NullMarked
package dev.stemma.blob.chunk;

import org.jspecify.annotations.NullMarked;
