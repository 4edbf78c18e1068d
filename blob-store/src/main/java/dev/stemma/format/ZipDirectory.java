package dev.stemma.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The entries of a zip archive (APPNOTE.TXT, section 4.3) as its central directory lists them. Nothing is inflated. */
final class ZipDirectory {
    /** More than any real archive has. */
    static final int MAX_ENTRIES = 262_144;

    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1;
    private static final int SIZES_FOLLOW = 8;
    private static final int ZIP64_FIELD = 1;

    private final WireReader in;
    private final ZipEnd end;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A file in the archive.
     *
     * @param stored whether its bytes lie in the archive as they are
     * @param sizeBytes how many bytes it takes in the archive
     * @param headerStart where its local header starts
     */
    record Entry(String name, boolean stored, long sizeBytes, long headerStart) {}

    private ZipDirectory(WireReader in, ZipEnd end) {
        this.in = in;
        this.end = end;
    }

    /** Reads the directory; the table bounds what the names may take, none of which may repeat. */
    static ZipDirectory read(WireReader in, TableBuilder table) throws IOException, FormatException {
        ZipEnd end = ZipEnd.find(in);
        if (end.entries() > MAX_ENTRIES) {
            throw FormatException.limit("More than " + MAX_ENTRIES + " entries");
        }
        ZipDirectory directory = new ZipDirectory(in, end);
        in.position(end.start());
        for (long i = 0; i < end.entries(); i++) {
            Entry entry = directory.entry();
            table.unique(entry.name);
            directory.entries.put(entry.name, entry);
        }
        if (in.position() != end.end()) {
            throw FormatException.malformed("The directory has more bytes than entries");
        }
        return directory;
    }

    /** The entries in the directory's order. */
    Collection<Entry> entries() {
        return entries.values();
    }

    /** The entry of this name, if its bytes lie in the archive as they are. */
    Optional<Entry> stored(String name) {
        return Optional.ofNullable(entries.get(name)).filter(Entry::stored);
    }

    private Entry entry() throws IOException, FormatException {
        if (number(4) != CENTRAL_SIGNATURE) {
            throw FormatException.malformed("The directory holds something else than entries");
        }
        long flags = skip(4).number(2);
        long method = number(2);
        long packed = skip(8).number(4);
        long unpacked = number(4);
        int nameLength = (int) number(2);
        int extraLength = (int) number(2);
        int commentLength = (int) number(2);
        long start = skip(8).number(4);
        if (nameLength + extraLength + commentLength > end.end() - in.position()) {
            throw FormatException.malformed("The directory is cut off");
        }
        String name = in.name(nameLength);
        long next = in.position() + extraLength + commentLength;
        Zip64 wide = new Zip64(unpacked, packed, start);
        wide.read(in.position() + extraLength);
        in.position(next);
        boolean stored = method == 0 && (flags & ENCRYPTED) == 0;
        if (stored && wide.packed != wide.unpacked) {
            throw FormatException.malformed("An entry that is stored as it is has two sizes");
        }
        return new Entry(name, stored, wide.packed, wide.start);
    }

    /** Sizes and place of an entry, which stand in an extra field where 32 bits are not enough (4.5.3). */
    private final class Zip64 {
        private long unpacked;
        private long packed;
        private long start;

        Zip64(long unpacked, long packed, long start) {
            this.unpacked = unpacked;
            this.packed = packed;
            this.start = start;
        }

        void read(long extraEnd) throws IOException, FormatException {
            while (extraEnd - in.position() >= 4) {
                long id = number(2);
                long fieldEnd = number(2) + in.position();
                if (fieldEnd > extraEnd) {
                    throw FormatException.malformed("An entry's extra field is cut off");
                }
                if (id == ZIP64_FIELD) {
                    unpacked = wide(unpacked, fieldEnd);
                    packed = wide(packed, fieldEnd);
                    start = wide(start, fieldEnd);
                }
                in.position(fieldEnd);
            }
        }

        private long wide(long narrow, long fieldEnd) throws IOException, FormatException {
            return narrow == ZipEnd.SEE_WIDE ? in.littleEndian(8, fieldEnd) : narrow;
        }
    }

    /** Where the bytes of a stored entry start; its local header must agree with the directory. */
    long dataStart(Entry entry) throws IOException, FormatException {
        byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
        long headerBytes = LOCAL_BYTES + (long) name.length;
        if (entry.headerStart < 0 || entry.headerStart > end.start() - headerBytes) {
            throw FormatException.malformed("An entry starts behind the archive's directory");
        }
        in.position(entry.headerStart);
        ByteBuffer header = ByteBuffer.wrap(in.bytes(headerBytes)).order(ByteOrder.LITTLE_ENDIAN);
        boolean sizesFollow = (header.getShort(6) & SIZES_FOLLOW) != 0;
        boolean same = header.getInt(0) == LOCAL_SIGNATURE
                && (header.getShort(6) & ENCRYPTED) == 0
                && header.getShort(8) == 0
                && agrees(header.getInt(18), sizesFollow, entry.sizeBytes)
                && agrees(header.getInt(22), sizesFollow, entry.sizeBytes)
                && Short.toUnsignedInt(header.getShort(26)) == name.length
                && Arrays.equals(header.array(), LOCAL_BYTES, header.capacity(), name, 0, name.length);
        long start = entry.headerStart + headerBytes + Short.toUnsignedInt(header.getShort(28));
        if (!same) {
            throw FormatException.malformed("An entry's header says something else than the directory");
        } else if (entry.sizeBytes < 0 || entry.sizeBytes > end.start() - start) {
            throw FormatException.malformed("An entry ends behind the archive's directory");
        }
        return start;
    }

    private static boolean agrees(int local, boolean sizesFollow, long size) {
        long said = Integer.toUnsignedLong(local);
        return said == size || said == ZipEnd.SEE_WIDE || (sizesFollow && said == 0);
    }

    private ZipDirectory skip(int bytes) {
        in.position(in.position() + bytes);
        return this;
    }

    private long number(int width) throws IOException, FormatException {
        return in.littleEndian(width, end.end());
    }
}
