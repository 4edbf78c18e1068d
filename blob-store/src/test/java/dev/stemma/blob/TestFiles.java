package dev.stemma.blob;

import dev.stemma.blob.chunk.FastCdc;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** Bytes, chunks and packs for tests. */
public final class TestFiles {

    private TestFiles() {}

    /** Bytes that depend on the seed alone. */
    public static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The bytes cut into pieces of this size. */
    public static List<byte[]> cut(byte[] bytes, int pieceBytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += pieceBytes) {
            pieces.add(Arrays.copyOfRange(bytes, start, Math.min(start + pieceBytes, bytes.length)));
        }
        return pieces;
    }

    /** The chunk that these bytes are. */
    public static Chunk chunk(byte[] bytes) {
        return new Chunk(Digest.of(bytes), bytes.length);
    }

    /** The chunks that these pieces are. */
    public static List<Chunk> chunks(List<byte[]> pieces) {
        return pieces.stream().map(TestFiles::chunk).toList();
    }

    /** A pack of these pieces as raw frames. */
    public static PackWriter pack(List<byte[]> pieces) {
        PackWriter pack = new PackWriter();
        for (byte[] piece : pieces) {
            CRC32C crc = new CRC32C();
            crc.update(piece);
            pack.add(chunk(piece), (int) crc.getValue(), () -> new ByteArrayInputStream(piece));
        }
        return pack;
    }

    /** All bytes of a pack. */
    public static byte[] bytes(PackWriter pack) {
        try (InputStream in = pack.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More than any one chunk of a file without tensors. */
    public static int overOneChunk() {
        return FastCdc.MAX_BYTES + 1;
    }
}
