package dev.stemma.blob.pack;

import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads the footer of a stored pack from its end, so that an index can be made anew from the objects alone. */
public final class PackReader {

    private PackReader() {}

    /**
     * Where the frames of a stored pack lie. Reads the footer only; frames are verified when they are read.
     *
     * @throws PackInvalid if the object does not end like a pack or its footer is damaged
     * @throws IOException if reading fails
     */
    public static Footer footer(ObjectStore objects, ObjectInfo pack) throws IOException {
        long size = pack.sizeBytes();
        require(size >= PackFormat.HEADER_BYTES + 4 + PackFormat.TRAILER_BYTES, "it is too short");
        require(size <= PackFormat.MAX_PACK_BYTES, "it is too long");
        ByteBuffer trailer = read(objects, pack.key(), size - PackFormat.TRAILER_BYTES, PackFormat.TRAILER_BYTES);
        int count = trailer.getInt();
        int tableBytes = trailer.getInt();
        int crc32c = trailer.getInt();
        require(trailer.getLong() == PackFormat.END_MAGIC, "it does not end like a pack of version 1");
        long tableStart = size - PackFormat.TRAILER_BYTES - tableBytes;
        require(count >= 0 && count <= PackFormat.MAX_FRAMES, "the footer counts too many frames");
        require(tableBytes >= 0 && tableStart >= PackFormat.HEADER_BYTES + 4, "the footer is longer than the pack");
        ByteBuffer table = read(objects, pack.key(), tableStart, tableBytes);
        require(crc(table) == crc32c, "the checksum of the footer is wrong");
        Footer footer = Footer.read(table, count);
        require(
                footer.equals(
                        Footer.of(footer.rows().stream().map(Footer.Row::frame).toList())),
                "its frames do not lie back to back");
        require(footer.endOfFrames() + 4 == tableStart, "its frames do not end where the footer starts");
        return footer;
    }

    private static ByteBuffer read(ObjectStore objects, String key, long offset, int length) throws IOException {
        try (InputStream in = objects.open(key, offset, length)) {
            return ByteBuffer.wrap(in.readNBytes(length));
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new PackInvalid(reason);
        }
    }
}
