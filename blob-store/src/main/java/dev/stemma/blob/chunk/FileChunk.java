package dev.stemma.blob.chunk;

import dev.stemma.blob.Chunk;

/**
 * A chunk and where it came from.
 *
 * @param chunk digest and size
 * @param offset where it starts in the file
 * @param crc32c checksum of its bytes, as a raw frame of a pack wants it
 */
public record FileChunk(Chunk chunk, long offset, int crc32c) {}
