/**
 * Measures how many bytes families of model files take and how fast they go in and out; run by {@code script/bench
 * storage}.
 */
@NullMarked
package dev.stemma.blob.bench;

import org.jspecify.annotations.NullMarked;
