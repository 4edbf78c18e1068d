package dev.stemma.blob.recipe;

import dev.stemma.blob.BlobException.RecipeInvalid;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads recipes from bytes that may be damaged or hostile: the only exception is {@link RecipeInvalid}, and memory grows
 * with the bytes given, never with a count or length that they declare.
 */
public final class RecipeReader {

    private static final int LEAST_BYTES = 8 + 1 + Digest.BYTES + 8 + 4 + 4 + 4;

    private final ByteBuffer in;

    private RecipeReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * The recipe that these bytes hold.
     *
     * @throws RecipeInvalid if they are anything but a sound recipe of version 1
     */
    public static Recipe read(byte[] bytes) {
        require(bytes.length >= LEAST_BYTES && bytes.length <= RecipeFormat.MAX_BYTES, "its length is out of bounds");
        ByteBuffer body = ByteBuffer.wrap(bytes, 0, bytes.length - 4);
        require(body.getLong() == RecipeFormat.MAGIC, "it does not start like a recipe of version 1");
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        require((int) crc.getValue() == ByteBuffer.wrap(bytes).getInt(bytes.length - 4), "its checksum is wrong");
        try {
            return new RecipeReader(body).read();
        } catch (BufferUnderflowException e) {
            throw new RecipeInvalid("it ends early");
        }
    }

    private Recipe read() {
        int encoding = in.get() & 0xff;
        require(encoding == RecipeFormat.BODY_PLAIN, "body encoding " + encoding + " is not known here");
        Digest digest = digest();
        long sizeBytes = in.getLong();
        require(sizeBytes >= 0, "the file is too long");
        long count = Integer.toUnsignedLong(in.getInt());
        List<Segment> segments = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            segments.add(segment());
        }
        long extension = Integer.toUnsignedLong(in.getInt());
        require(extension == in.remaining(), "bytes are missing or left over at its end");
        return new Recipe(new BlobInfo(digest, sizeBytes), segments);
    }

    private Segment segment() {
        int kind = in.get() & 0xff;
        return switch (kind) {
            case RecipeFormat.KIND_CHUNK -> chunk();
            case RecipeFormat.KIND_INLINE -> inline();
            case RecipeFormat.KIND_SLICE -> slice();
            default -> throw new RecipeInvalid("segment kind " + kind + " is not known here");
        };
    }

    private Segment chunk() {
        int sizeBytes = in.getInt();
        require(sizeBytes >= 1 && sizeBytes <= Chunk.MAX_BYTES, "a chunk's length is out of bounds");
        return new Segment.OfChunk(new Chunk(digest(), sizeBytes));
    }

    private Segment inline() {
        int length = in.getInt();
        require(
                length >= 1 && length <= Math.min(Segment.Inline.MAX_BYTES, in.remaining()),
                "inline bytes are out of bounds");
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new Segment.Inline(bytes);
    }

    private Segment slice() {
        long sizeBytes = in.getLong();
        long offset = in.getLong();
        return new Segment.OfSlice(digest(), offset, sizeBytes);
    }

    private Digest digest() {
        byte[] bytes = new byte[Digest.BYTES];
        in.get(bytes);
        return Digest.fromBytes(bytes);
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new RecipeInvalid(reason);
        }
    }
}
