/**
 * The blob store over an object store and an index: files as recipes over packs. One class a job: storing, assembling,
 * fetching, reading.
 */
@NullMarked
package dev.stemma.blob.packed;

import org.jspecify.annotations.NullMarked;
