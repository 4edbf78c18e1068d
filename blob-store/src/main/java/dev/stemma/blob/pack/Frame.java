package dev.stemma.blob.pack;

import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a pack says of one frame: which chunk it holds and how it is encoded.
 *
 * @param chunk digest and number of the raw bytes
 * @param codec how they are encoded, 0 to 255; see {@link PackFormat#CODEC_RAW}
 * @param bases chunks that decoding needs first
 * @param depth decoding steps under this one, 0 to 255
 * @param encodedBytes length of the encoded bytes
 * @param crc32c checksum of the encoded bytes
 */
public record Frame(Chunk chunk, int codec, List<Digest> bases, int depth, int encodedBytes, int crc32c) {

    /** Checks the bounds of the format and that a raw frame is as long as its chunk and has no base. */
    public Frame {
        bases = List.copyOf(bases);
        require(codec >= 0 && codec <= 255 && depth >= 0 && depth <= 255, "codec or depth is not a byte");
        require(bases.size() <= PackFormat.MAX_BASES, "too many base chunks");
        require(encodedBytes >= 0 && encodedBytes <= PackFormat.MAX_ENCODED_BYTES, "encoded length out of bounds");
        if (codec == PackFormat.CODEC_RAW) {
            require(encodedBytes == chunk.sizeBytes(), "a raw frame must be as long as its chunk");
            require(bases.isEmpty() && depth == 0, "a raw frame has no base");
        }
    }

    /** A frame whose encoded bytes are the chunk itself. */
    public static Frame raw(Chunk chunk, int crc32c) {
        return new Frame(chunk, PackFormat.CODEC_RAW, List.of(), 0, chunk.sizeBytes(), crc32c);
    }

    /** Length of the frame's header in a pack. */
    public int headerBytes() {
        return headerBytes(bases.size());
    }

    /** Length of a frame header that names this many bases. */
    public static int headerBytes(int bases) {
        return PackFormat.FRAME_HEADER_BYTES + bases * Digest.BYTES;
    }

    /** Length of the whole frame in a pack. */
    public int frameBytes() {
        return headerBytes() + encodedBytes;
    }

    byte[] header() {
        ByteBuffer out = ByteBuffer.allocate(headerBytes()).putInt(PackFormat.FRAME_MAGIC);
        putFixed(out);
        putBases(out);
        return out.array();
    }

    void putRow(ByteBuffer out, long offset) {
        out.putLong(offset);
        putFixed(out);
        putBases(out);
    }

    int rowBytes() {
        return PackFormat.ROW_BYTES + bases.size() * Digest.BYTES;
    }

    private void putFixed(ByteBuffer out) {
        out.put((byte) codec).put((byte) depth).put((byte) bases.size()).put((byte) 0);
        out.putInt(chunk.sizeBytes()).putInt(encodedBytes).putInt(crc32c);
        out.put(chunk.digest().bytes());
    }

    private void putBases(ByteBuffer out) {
        bases.forEach(base -> out.put(base.bytes()));
    }

    /** The number of bases that a fixed part (after magic or offset) announces, before the rest is read. */
    static int baseCount(ByteBuffer fixed) {
        int count = fixed.get(fixed.position() + 2) & 0xff;
        require(count <= PackFormat.MAX_BASES, "too many base chunks");
        return count;
    }

    /** Reads what {@link #header} wrote behind the magic; the buffer must hold all of it. */
    static Frame read(ByteBuffer in) {
        int codec = in.get() & 0xff;
        int depth = in.get() & 0xff;
        int baseCount = in.get() & 0xff;
        require(in.get() == 0, "flags of a frame must be 0");
        int rawBytes = in.getInt();
        int encodedBytes = in.getInt();
        int crc32c = in.getInt();
        require(rawBytes >= 1 && rawBytes <= Chunk.MAX_BYTES, "chunk length out of bounds");
        Digest digest = readDigest(in);
        List<Digest> bases = new ArrayList<>();
        for (int i = 0; i < baseCount; i++) {
            bases.add(readDigest(in));
        }
        return new Frame(new Chunk(digest, rawBytes), codec, bases, depth, encodedBytes, crc32c);
    }

    /**
     * Reads a frame from the start of its header and checks it against its checksum.
     *
     * @param bases how many base chunks its header names
     * @param encoded takes the encoded bytes, and is as long as they are
     * @throws PackInvalid if there is no sound frame of these lengths
     */
    public static Frame readFrom(InputStream in, int bases, byte[] encoded) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(headerBytes(bases)));
        require(header.remaining() == headerBytes(bases), "a frame ends early");
        require(header.getInt() == PackFormat.FRAME_MAGIC, "no frame starts here");
        require(baseCount(header) == bases, "a frame names another number of bases");
        Frame frame = read(header);
        require(frame.encodedBytes() == encoded.length, "a frame has another length");
        require(in.readNBytes(encoded, 0, encoded.length) == encoded.length, "a frame ends early");
        CRC32C crc = new CRC32C();
        crc.update(encoded, 0, encoded.length);
        require((int) crc.getValue() == frame.crc32c(), "the checksum of its bytes is wrong");
        return frame;
    }

    private static Digest readDigest(ByteBuffer in) {
        byte[] bytes = new byte[Digest.BYTES];
        in.get(bytes);
        return Digest.fromBytes(bytes);
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new PackInvalid(reason);
        }
    }
}
