package dev.stemma.blob.pack;

import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The table at the end of a pack: where each frame lies and what it holds. Its digest is the pack's digest.
 *
 * @param rows one for each frame, in the order of the frames
 */
public record Footer(List<Row> rows) {

    /**
     * One frame.
     *
     * @param offset where its header starts in the pack
     */
    public record Row(long offset, Frame frame) {}

    /** Copies the list. */
    public Footer {
        rows = List.copyOf(rows);
    }

    /** A footer of these frames laid back to back behind the pack header. */
    static Footer of(List<Frame> frames) {
        List<Row> rows = new ArrayList<>(frames.size());
        long offset = PackFormat.HEADER_BYTES;
        for (Frame frame : frames) {
            rows.add(new Row(offset, frame));
            offset += frame.frameBytes();
        }
        return new Footer(rows);
    }

    /** The table's bytes. */
    byte[] table() {
        ByteBuffer out = ByteBuffer.allocate(tableBytes());
        rows.forEach(row -> row.frame().putRow(out, row.offset()));
        return out.array();
    }

    /** The pack's digest: SHA-256 of the table. */
    public Digest digest() {
        return Digest.of(table());
    }

    /** Where the last frame ends and the footer starts. */
    long endOfFrames() {
        return rows.isEmpty()
                ? PackFormat.HEADER_BYTES
                : rows.getLast().offset() + rows.getLast().frame().frameBytes();
    }

    int tableBytes() {
        return rows.stream().mapToInt(row -> row.frame().rowBytes()).sum();
    }

    /** Length of magic, table and trailer. */
    int footerBytes() {
        return 4 + tableBytes() + PackFormat.TRAILER_BYTES;
    }

    /** Magic, table and trailer as they stand at the end of a pack. */
    public byte[] bytes() {
        byte[] table = table();
        CRC32C crc = new CRC32C();
        crc.update(table);
        return ByteBuffer.allocate(footerBytes())
                .putInt(PackFormat.FOOTER_MAGIC)
                .put(table)
                .putInt(rows.size())
                .putInt(table.length)
                .putInt((int) crc.getValue())
                .putLong(PackFormat.END_MAGIC)
                .array();
    }

    /** Reads a table of {@code count} rows that must fill the buffer exactly. */
    static Footer read(ByteBuffer table, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (table.remaining() < PackFormat.ROW_BYTES) {
                throw new PackInvalid("the footer table ends inside row " + i);
            }
            long offset = table.getLong();
            if (table.remaining() < PackFormat.ROW_BYTES - 8 + Frame.baseCount(table) * Digest.BYTES) {
                throw new PackInvalid("the footer table ends inside row " + i);
            }
            rows.add(new Row(offset, Frame.read(table)));
        }
        if (table.hasRemaining()) {
            throw new PackInvalid("the footer table is longer than its rows");
        }
        return new Footer(rows);
    }
}
