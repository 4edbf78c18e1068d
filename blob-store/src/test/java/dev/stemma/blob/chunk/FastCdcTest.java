package dev.stemma.blob.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Properties over random bytes of a fixed seed, which stands in every message. */
final class FastCdcTest {

    private static final long SEED = 20_201_109;
    private static final String WITH_SEED = "seed " + SEED;
    private static final int MIB = 1024 * 1024;

    private final byte[] bytes = TestFiles.random(SEED, 48 * MIB + 7);

    @Test
    void chunksAddUpAndKeepTheirBounds() {
        List<Integer> ends = ends(bytes);
        int start = 0;
        for (int end : ends) {
            assertTrue(end - start <= FastCdc.MAX_BYTES, WITH_SEED);
            assertTrue(end == bytes.length || end - start > FastCdc.MIN_BYTES, WITH_SEED);
            start = end;
        }
        assertEquals(bytes.length, start, WITH_SEED);
    }

    @Test
    void theMeanSizeIsAboutWhatTheMasksSay() {
        long mean = bytes.length / ends(bytes).size();
        assertTrue(mean > 250 * 1024 && mean < 340 * 1024, WITH_SEED + ", mean " + mean);
    }

    @Test
    void cutsAreWhereTheWrittenRuleSays() {
        int start = 0;
        for (int end : ends(bytes)) {
            assertEquals(byTheRule(bytes, start), end, WITH_SEED);
            start = end;
        }
    }

    @Test
    void constantBytesAreCutAtTheLargestSize() {
        byte[] zeros = new byte[3 * MIB + 5];
        int end = FastCdc.cut(zeros, 0, zeros.length);
        assertEquals(byTheRule(zeros, 0), end);
        assertEquals(FastCdc.MAX_BYTES, end);
    }

    @Test
    void aShortRestIsOneChunk() {
        for (int length : new int[] {0, 1, 2, 3, FastCdc.MIN_BYTES - 1, FastCdc.MIN_BYTES}) {
            assertEquals(100 + length, FastCdc.cut(bytes, 100, 100 + length));
        }
    }

    @Test
    void aRestOfAnyLengthIsCutByTheRule() {
        for (int more = 1; more < 40; more++) {
            int to = FastCdc.MIN_BYTES + more;
            assertEquals(byTheRule(Arrays.copyOf(bytes, to), 0), FastCdc.cut(bytes, 0, to), WITH_SEED);
        }
    }

    @Test
    void aByteMoreChangesOnlyChunksNearby() {
        int at = 20 * MIB + 12_345;
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = 42;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        Set<Digest> before = digests(bytes);
        Set<Digest> after = digests(longer);
        after.removeAll(before);
        assertTrue(after.size() >= 1 && after.size() <= 8, WITH_SEED + ", changed " + after.size());
    }

    @Test
    void bytesBehindTheLargestSizeDoNotMatter() {
        int start = 0;
        for (int end : ends(bytes)) {
            byte[] window = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + FastCdc.MAX_BYTES));
            assertEquals(end - start, FastCdc.cut(window, 0, window.length), WITH_SEED);
            start = end;
        }
    }

    static List<Integer> ends(byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        for (int start = 0; start < bytes.length; start = ends.getLast()) {
            ends.add(FastCdc.cut(bytes, start, bytes.length));
        }
        return ends;
    }

    private static Set<Digest> digests(byte[] bytes) {
        Set<Digest> digests = new HashSet<>();
        int start = 0;
        for (int end : ends(bytes)) {
            digests.add(Digest.of(bytes, start, end - start));
            start = end;
        }
        return digests;
    }

    /** The rule as the class states it, one byte at a time. */
    private static int byTheRule(byte[] bytes, int from) {
        long hash = 0;
        for (int length = 65_537; length <= 1_048_576 && from + length < bytes.length; length++) {
            hash = 2 * hash + GEAR[bytes[from + length - 1] & 0xff];
            int lowest = length <= 262_144 ? 43 : 47;
            if (hash << 1 >>> (lowest + 1) == 0) {
                return from + length;
            }
        }
        return Math.min(bytes.length, from + 1_048_576);
    }

    private static final long[] GEAR = gear();

    private static long[] gear() {
        long[] gear = new long[256];
        for (int b = 0; b < 256; b++) {
            byte[] text = Arrays.copyOf("stemma gear".getBytes(StandardCharsets.US_ASCII), 12);
            text[11] = (byte) b;
            gear[b] = ByteBuffer.wrap(Digest.of(text).bytes()).getLong();
        }
        return gear;
    }
}
