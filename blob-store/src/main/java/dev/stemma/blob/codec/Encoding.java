package dev.stemma.blob.codec;

import dev.stemma.blob.Digest;
import java.util.List;

/**
 * An encoded chunk.
 *
 * @param codec how it is encoded
 * @param bases what decoding needs, in order; none for codecs without a base
 * @param depth decoding steps under this one: 0 without bases, else one more than the deepest base
 * @param bytes the encoded bytes
 */
public record Encoding(Codec codec, List<Digest> bases, int depth, Span bytes) {

    /** Copies the list. */
    public Encoding {
        bases = List.copyOf(bases);
    }
}
