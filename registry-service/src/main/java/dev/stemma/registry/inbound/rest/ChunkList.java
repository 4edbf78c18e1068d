package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The binary list of chunks that {@code missing} and {@code files} take: n times sha256 (32 bytes) and raw length (u32, big endian). */
final class ChunkList {

    /** Bytes of one entry. */
    static final int ENTRY_BYTES = Digest.BYTES + Integer.BYTES;

    /** Most chunks that one {@code missing} asks about. */
    static final int MAX_ASKED = 65_536;

    /** Most chunks of one file: about 150 GiB that are cut by content, or 2 TiB of large tensors. */
    static final int MAX_IN_FILE = 1 << 19;

    /** A file may have this many chunks whatever its size, and one more for each KiB: tensors from 1 KiB are cut alone. */
    private static final int ALWAYS_ALLOWED = 65_536;

    private static final int BYTES_PER_CHUNK = 1024;

    private ChunkList() {}

    /**
     * The chunks in order.
     *
     * @throws InvalidInput {@code REQUEST_INVALID}
     */
    static List<Chunk> parse(byte[] body) {
        if (body.length % ENTRY_BYTES != 0) {
            throw invalid("the chunk list is not a multiple of " + ENTRY_BYTES + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(body);
        List<Chunk> chunks = new ArrayList<>(body.length / ENTRY_BYTES);
        byte[] digest = new byte[Digest.BYTES];
        while (bytes.hasRemaining()) {
            bytes.get(digest);
            int length = bytes.getInt();
            if (length < 1 || length > Chunk.MAX_BYTES) {
                throw invalid("a chunk has 1 to " + Chunk.MAX_BYTES + " bytes");
            }
            chunks.add(new Chunk(Digest.fromBytes(digest), length));
        }
        return chunks;
    }

    /**
     * Digests alone, 32 bytes each.
     *
     * @throws InvalidInput {@code REQUEST_INVALID}
     */
    static List<Digest> digests(byte[] body) {
        if (body.length % Digest.BYTES != 0) {
            throw invalid("the list is not a multiple of " + Digest.BYTES + " bytes");
        }
        List<Digest> digests = new ArrayList<>(body.length / Digest.BYTES);
        for (int at = 0; at < body.length; at += Digest.BYTES) {
            digests.add(Digest.fromBytes(Arrays.copyOfRange(body, at, at + Digest.BYTES)));
        }
        return digests;
    }

    /**
     * The chunks of one file, which are not so many that the file can't be served well.
     *
     * @throws InvalidInput {@code REQUEST_INVALID}
     */
    static List<Chunk> ofFile(byte[] body) {
        List<Chunk> chunks = parse(body);
        long sizeBytes = chunks.stream().mapToLong(Chunk::sizeBytes).sum();
        long allowed = Math.min(MAX_IN_FILE, ALWAYS_ALLOWED + sizeBytes / BYTES_PER_CHUNK);
        if (chunks.size() > allowed) {
            throw invalid("a file of " + sizeBytes + " bytes has at most " + allowed + " chunks");
        }
        return chunks;
    }

    /** Bit i of byte i / 8, least significant first, for n chunks. */
    static byte[] bitmap(BitSet bits, int chunks) {
        byte[] map = new byte[(chunks + 7) / 8];
        byte[] set = bits.toByteArray();
        System.arraycopy(set, 0, map, 0, Math.min(set.length, map.length));
        return map;
    }

    private static InvalidInput invalid(String sentence) {
        return new InvalidInput(ErrorCode.REQUEST_INVALID, sentence);
    }
}
