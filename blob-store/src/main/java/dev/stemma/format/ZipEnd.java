package dev.stemma.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the records at a zip archive's end say of its directory (APPNOTE.TXT, 4.3.14 to 4.3.16).
 *
 * @param start where the directory starts
 * @param end where it ends, before those records
 * @param entries how many entries it has, no more than fit
 */
record ZipEnd(long start, long end, long entries) {
    /** In place of a number of 32 bits: the real one stands where there is more room. */
    static final long SEE_WIDE = 0xffff_ffffL;

    private static final long SEE_WIDE_COUNT = 0xffff;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int WIDE_SIGNATURE = 0x06064b50;
    private static final int WIDE_BYTES = 56;
    private static final int LEAST_ENTRY_BYTES = 46;

    static ZipEnd find(WireReader in) throws IOException, FormatException {
        long position = position(in);
        ByteBuffer record = at(in, position, END_BYTES);
        long entries = Short.toUnsignedLong(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long start = Integer.toUnsignedLong(record.getInt(16));
        if (record.getInt(4) != 0) {
            throw FormatException.malformed("The archive has several parts");
        }
        if (position >= LOCATOR_BYTES) {
            ByteBuffer locator = at(in, position - LOCATOR_BYTES, LOCATOR_BYTES);
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                return wide(in, position - LOCATOR_BYTES, locator.getLong(8)).agreeing(entries, size, start);
            }
        }
        return checked(start, size, entries, position);
    }

    /** A record without a comment, which is the rule, or the last one whose comment fills the file. */
    private static long position(WireReader in) throws IOException, FormatException {
        int tail = (int) Math.min(in.size(), END_BYTES + MAX_COMMENT_BYTES);
        if (tail >= END_BYTES && isEnd(at(in, in.size() - END_BYTES, END_BYTES), 0)) {
            return in.size() - END_BYTES;
        }
        ByteBuffer bytes = at(in, in.size() - tail, tail);
        for (int i = tail - END_BYTES; i >= 0; i--) {
            if (isEnd(bytes, i)) {
                return in.size() - tail + i;
            }
        }
        throw FormatException.malformed("The archive has no end");
    }

    private static boolean isEnd(ByteBuffer bytes, int i) {
        return bytes.getInt(i) == END_SIGNATURE
                && Short.toUnsignedInt(bytes.getShort(i + 20)) == bytes.capacity() - i - END_BYTES;
    }

    private static ZipEnd wide(WireReader in, long locator, long position) throws IOException, FormatException {
        if (position < 0 || position > locator - WIDE_BYTES) {
            throw FormatException.malformed("The archive's end lies somewhere else");
        }
        ByteBuffer record = at(in, position, WIDE_BYTES);
        if (record.getInt(0) != WIDE_SIGNATURE || record.getLong(16) != 0) {
            throw FormatException.malformed("The archive's end is something else, or it has several parts");
        }
        return checked(record.getLong(48), record.getLong(40), record.getLong(32), position);
    }

    private static ZipEnd checked(long start, long size, long entries, long limit) throws FormatException {
        if (start < 0 || size < 0 || start > limit || size > limit - start) {
            throw FormatException.malformed("The directory ends behind the file");
        } else if (entries < 0 || entries > size / LEAST_ENTRY_BYTES) {
            throw FormatException.malformed("The directory has fewer bytes than entries");
        }
        return new ZipEnd(start, start + size, entries);
    }

    /** Two answers to one question would let readers disagree. */
    private ZipEnd agreeing(long narrowEntries, long narrowSize, long narrowStart) throws FormatException {
        boolean same = (narrowEntries == SEE_WIDE_COUNT || narrowEntries == entries)
                && (narrowSize == SEE_WIDE || narrowSize == end - start)
                && (narrowStart == SEE_WIDE || narrowStart == start);
        if (!same) {
            throw FormatException.malformed("The archive's two ends contradict each other");
        }
        return this;
    }

    private static ByteBuffer at(WireReader in, long position, int length) throws IOException {
        in.position(position);
        return ByteBuffer.wrap(in.bytes(length)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
