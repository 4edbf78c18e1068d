package dev.stemma.blob.chunk;

import dev.stemma.blob.Hasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Content-defined chunking: where a chunk ends depends on the bytes before its end, so that bytes put in or taken out
 * change the chunks around them and no others. This is FastCDC as Xia et al. describe it (IEEE TPDS 31(9), 2020): a gear
 * hash, normalised chunking with two masks, no hashing within the least chunk.
 *
 * <p>The rule, byte by byte: a chunk of {@value #MIN_BYTES} bytes or less is what is left. Otherwise the hash is 0 behind
 * the first {@value #MIN_BYTES} bytes, and each further byte {@code b} makes it {@code 2 * hash + gear[b]}, modulo
 * 2<sup>64</sup>. The chunk ends behind the first byte after which bits 62 to 43 of the hash are all zero, if the byte is
 * one of the first {@value #AVERAGE_BYTES}, or bits 62 to 47, if it is a later one; and at {@value #MAX_BYTES} bytes at
 * the latest. {@code gear[b]} is the first eight bytes, big-endian, of the SHA-256 of the ASCII text {@code stemma gear}
 * followed by the byte {@code b}.
 */
public final class FastCdc {

    /** No chunk but the last is smaller. */
    public static final int MIN_BYTES = 64 * 1024;

    /** Where the mask becomes easier, which draws sizes towards it. */
    public static final int AVERAGE_BYTES = 256 * 1024;

    /** No chunk is larger. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final long HARD_MASK = 0x7fff_f800_0000_0000L;
    private static final long EASY_MASK = 0x7fff_8000_0000_0000L;

    private static final long[] GEAR = gear();

    private FastCdc() {}

    /**
     * Where the chunk that starts at {@code from} ends. Bytes behind {@code from +} {@value #MAX_BYTES} don't matter; if
     * there are fewer before {@code to}, they are taken for the last ones.
     */
    public static int cut(byte[] data, int from, int to) {
        int limit = Math.min(to - from, MAX_BYTES) + from;
        int start = Math.min(limit, from + MIN_BYTES);
        int middle = Math.min(limit, from + AVERAGE_BYTES);
        long hash = 0;
        // One byte a step, unlike the paper: the compiler unrolls this well, and two tested bytes a step are slower.
        int i = start;
        for (; i < middle; i++) {
            hash = (hash << 1) + GEAR[data[i] & 0xff];
            if ((hash & HARD_MASK) == 0) {
                return i + 1;
            }
        }
        for (; i < limit; i++) {
            hash = (hash << 1) + GEAR[data[i] & 0xff];
            if ((hash & EASY_MASK) == 0) {
                return i + 1;
            }
        }
        return limit;
    }

    private static long[] gear() {
        byte[] text = "stemma gear".getBytes(StandardCharsets.US_ASCII);
        long[] gear = new long[256];
        Hasher hasher = new Hasher();
        for (int i = 0; i < gear.length; i++) {
            byte[] digest = hasher.update(text, 0, text.length)
                    .update((byte) i)
                    .digest()
                    .bytes();
            gear[i] = ByteBuffer.wrap(digest).getLong();
        }
        return gear;
    }
}
