package dev.stemma.blob.codec;

import dev.stemma.blob.Chunk;
import dev.stemma.format.ElementType;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes chunks in the smallest reasonable way. For one thread at a time: it keeps zstd's state and buffers between calls,
 * a few times the size of the largest chunk seen.
 */
public final class ChunkEncoder implements AutoCloseable {

    /** Decoding takes this many steps at most: bases of this depth are not used. */
    public static final int MAX_DEPTH = 3;

    /** What is encoded must save at least one byte in so many. */
    private static final int WORTH = 64;

    private final WayWriter writer = new WayWriter();
    private final Chooser chooser = new Chooser(writer);
    private final ChunkDecoder decoder = new ChunkDecoder();
    private final Output output = new Output();
    private byte[] check = new byte[0];

    /**
     * Encodes a chunk. Whatever is returned was decoded again and compared.
     *
     * @param raw the chunk, 1 to {@link Chunk#MAX_BYTES} bytes
     * @param type what its elements are
     * @param bases chunks that may be like it, nearest to the anchor of their line first: the first is preferred
     * @param derivations ways to compute it, best first; preferred to bases
     * @return its bytes lie in a buffer of this encoder, or in that of {@code raw}, and are good until the next call
     */
    public Encoding encode(Span raw, ElementType type, List<Base> bases, List<Derived> derivations) {
        if (raw.length() < 1 || raw.length() > Chunk.MAX_BYTES) {
            throw new IllegalArgumentException("A chunk of " + raw.length() + " bytes");
        }
        for (Way way : chooser.ranked(raw, type, bases, derivations)) {
            if (write(way, raw)) {
                return encoding(way);
            }
        }
        return new Encoding(Codec.RAW, List.of(), 0, raw);
    }

    private Encoding encoding(Way way) {
        int depth =
                way.bases().stream().mapToInt(base -> base.depth() + 1).max().orElse(0);
        return new Encoding(way.codec(), way.bases().stream().map(Base::digest).toList(), depth, output.span());
    }

    /** Whether the way is worth it and gives the chunk back. */
    private boolean write(Way way, Span raw) {
        try {
            List<Span> bases = way.bases().stream().map(Base::bytes).toList();
            writer.write(way, raw, bases, output);
            if (output.length() > raw.length() - Math.max(1, raw.length() / WORTH)) {
                return false;
            }
            if (check.length < raw.length()) {
                check = new byte[raw.length()];
            }
            decoder.decode(way.codec(), output.span(), bases, check, raw.length());
            return Arrays.equals(check, 0, raw.length(), raw.array(), 0, raw.length());
        } catch (CodecException e) {
            return false;
        }
    }

    /** Gives zstd's memory back. */
    @Override
    public void close() {
        writer.close();
        decoder.close();
    }
}
