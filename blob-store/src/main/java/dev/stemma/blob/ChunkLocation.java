package dev.stemma.blob;

import java.util.List;

/**
 * One place where a chunk's bytes can be found: a frame in a pack. A chunk may have several.
 *
 * @param chunk the chunk: digest and number of raw bytes
 * @param packKey object key of the pack
 * @param owner to whom the pack belongs
 * @param offset where the frame starts in the pack, in bytes
 * @param encodedBytes length of the frame's encoded bytes (without the frame header)
 * @param codec how they are encoded; 0 is raw
 * @param bases chunks that decoding needs first, in order; empty for codecs without a base
 * @param depth how many decoding steps lie under this one; 0 without a base
 */
public record ChunkLocation(
        Chunk chunk,
        String packKey,
        String owner,
        long offset,
        int encodedBytes,
        int codec,
        List<Digest> bases,
        int depth) {

    /** Copies the list. */
    public ChunkLocation {
        bases = List.copyOf(bases);
    }
}
