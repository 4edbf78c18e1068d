package dev.stemma.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A zip archive in the making, written as PyTorch's writer does: aligned by an extra field, sizes behind the data, zip64. */
final class ZipFiles {
    private static final int SIZES_FOLLOW = 8;
    private static final long MAX_32 = 0xffff_ffffL;

    private final SparseBytes file = new SparseBytes();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int alignment = 64;
    private long entries;

    /** Aligns the data of what follows to so many bytes. */
    ZipFiles alignment(int bytes) {
        alignment = bytes;
        return this;
    }

    /** Adds an entry whose bytes are stored as they are. */
    ZipFiles entry(String name, byte... data) {
        return entry(name, 0, data, data.length, 0);
    }

    /** Adds an entry that says it is compressed in another way. */
    ZipFiles entry(String name, int method, byte[] data) {
        return entry(name, method, data, data.length, 0);
    }

    /** Adds an entry of zeros. */
    ZipFiles zeros(String name, long count) {
        return entry(name, 0, new byte[0], count, count);
    }

    private ZipFiles entry(String name, int method, byte[] data, long size, long zeros) {
        long start = file.size();
        byte[] raw = name.getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-(start + 30 + raw.length + 4), alignment);
        CRC32 crc = new CRC32();
        crc.update(data);
        file.add(numbers(
                30,
                4,
                0x04034b50,
                2,
                0,
                2,
                0x800 | SIZES_FOLLOW,
                2,
                method,
                4,
                0,
                4,
                0,
                4,
                0,
                4,
                0,
                2,
                raw.length,
                2,
                padding + 4));
        file.add(raw).add(numbers(4, 2, 0x4246, 2, padding)).add(new byte[padding]);
        file.add(data).zeros(zeros);
        boolean wide = size > MAX_32;
        file.add(numbers(8, 4, 0x08074b50, 4, crc.getValue()));
        file.add(wide ? numbers(16, 8, size, 8, size) : numbers(8, 4, size, 4, size));
        listed(raw, method, crc.getValue(), size, start);
        return this;
    }

    /** Adds an entry to the directory alone. */
    ZipFiles listed(String name, long size, long start) {
        listed(name.getBytes(StandardCharsets.UTF_8), 0, 0, size, start);
        return this;
    }

    private void listed(byte[] name, int method, long crc, long size, long start) {
        boolean wideSize = size > MAX_32;
        boolean wideStart = start > MAX_32;
        int extra = (wideSize ? 16 : 0) + (wideStart ? 8 : 0);
        directory.writeBytes(numbers(16, 4, 0x02014b50, 2, 0, 2, 0, 2, 0x800 | SIZES_FOLLOW, 2, method, 4, 0));
        directory.writeBytes(numbers(12, 4, crc, 4, wideSize ? MAX_32 : size, 4, wideSize ? MAX_32 : size));
        directory.writeBytes(numbers(6, 2, name.length, 2, extra == 0 ? 0 : extra + 4, 2, 0));
        directory.writeBytes(numbers(12, 2, 0, 2, 0, 4, 0, 4, wideStart ? MAX_32 : start));
        directory.writeBytes(name);
        if (extra > 0) {
            directory.writeBytes(numbers(4, 2, 1, 2, extra));
        }
        if (wideSize) {
            directory.writeBytes(numbers(16, 8, size, 8, size));
        }
        if (wideStart) {
            directory.writeBytes(numbers(8, 8, start));
        }
        entries++;
    }

    /** Where the next entry starts. */
    long size() {
        return file.size();
    }

    /** The archive with both kinds of end, as PyTorch writes it. Nothing may be added afterwards. */
    SparseBytes end() {
        long start = file.size();
        file.add(directory.toByteArray());
        long end = file.size();
        file.add(numbers(24, 4, 0x06064b50, 8, 44, 2, 0x031e, 2, 45, 4, 0, 4, 0));
        file.add(numbers(32, 8, entries, 8, entries, 8, end - start, 8, start));
        file.add(numbers(20, 4, 0x07064b50, 4, 0, 8, end, 4, 1));
        return endOf32(start, end - start);
    }

    /** The archive without zip64 records. Nothing may be added afterwards. */
    SparseBytes end32() {
        long start = file.size();
        file.add(directory.toByteArray());
        return endOf32(start, file.size() - start);
    }

    private SparseBytes endOf32(long start, long size) {
        long count = Math.min(entries, 0xffff);
        file.add(numbers(12, 4, 0x06054b50, 2, 0, 2, 0, 2, count, 2, count));
        return file.add(numbers(10, 4, Math.min(size, MAX_32), 4, Math.min(start, MAX_32), 2, 0));
    }

    /** Little-endian numbers: how many bytes in all, then width and value by turns. */
    static byte[] numbers(int bytes, long... widthsAndValues) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < widthsAndValues.length; i += 2) {
            long value = widthsAndValues[i + 1];
            switch ((int) widthsAndValues[i]) {
                case 2 -> buffer.putShort((short) value);
                case 4 -> buffer.putInt((int) value);
                default -> buffer.putLong(value);
            }
        }
        return buffer.array();
    }
}
