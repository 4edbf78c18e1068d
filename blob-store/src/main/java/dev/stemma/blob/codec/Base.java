package dev.stemma.blob.codec;

import dev.stemma.blob.Digest;

/**
 * A chunk that another may be encoded against.
 *
 * @param digest SHA-256 of its raw bytes
 * @param bytes its raw bytes
 * @param depth how many decoding steps lie under it; 0 if it is stored without a base
 */
public record Base(Digest digest, Span bytes, int depth) {}
