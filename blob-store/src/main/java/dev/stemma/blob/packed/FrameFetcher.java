package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads one chunk from a pack; if one place turns out damaged or gone, from the next. */
final class FrameFetcher {

    /** Whether a chunk's digest is checked here or by whoever hashes the whole file. */
    enum Check {
        DIGEST,
        NONE
    }

    private final ObjectStore objects;

    FrameFetcher(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Puts a chunk's bytes at the start of {@code target}, which must have room for them.
     *
     * @param places where it may be read, none empty
     * @throws BlobCorrupt if no place gives sound bytes; it tells of the last one tried
     */
    void fetch(Chunk chunk, List<ChunkLocation> places, byte[] target, Check check) {
        BlobException damaged = new BlobCorrupt(chunk.digest(), "no pack holds it", null);
        for (ChunkLocation place : places) {
            try {
                read(chunk, place, target, check);
                return;
            } catch (BlobCorrupt | ObjectMissing | IndexOutOfBoundsException e) {
                damaged = new BlobCorrupt(chunk.digest(), where(place) + ": " + reason(e), e);
            }
        }
        throw damaged;
    }

    private void read(Chunk chunk, ChunkLocation place, byte[] target, Check check) {
        int count;
        try {
            count = readOnce(place, target, chunk.sizeBytes());
        } catch (IOException first) {
            count = readAgain(place, target, chunk.sizeBytes(), first);
        }
        if (count < chunk.sizeBytes()) {
            throw new BlobCorrupt(chunk.digest(), "only " + count + " bytes are left of it", null);
        }
        if (check == Check.DIGEST) {
            Digest actual = Digest.of(target, 0, chunk.sizeBytes());
            if (!actual.equals(chunk.digest())) {
                throw new BlobCorrupt(chunk.digest(), "its bytes have digest " + actual, null);
            }
        }
    }

    private int readOnce(ChunkLocation place, byte[] target, int sizeBytes) throws IOException {
        long start = place.offset() + Frame.headerBytes(place.bases().size());
        try (InputStream in = objects.open(place.packKey(), start, place.encodedBytes())) {
            return in.readNBytes(target, 0, sizeBytes);
        }
    }

    /** A connection that breaks while a chunk is read is common enough on long reads to try once more at once. */
    private int readAgain(ChunkLocation place, byte[] target, int sizeBytes, IOException first) {
        try {
            return readOnce(place, target, sizeBytes);
        } catch (IOException e) {
            e.addSuppressed(first);
            throw new StoreUnavailable("Cannot read " + where(place) + ": " + e.getMessage(), true, e);
        }
    }

    private static String reason(RuntimeException e) {
        return e instanceof BlobCorrupt corrupt ? corrupt.where() : String.valueOf(e.getMessage());
    }

    private static String where(ChunkLocation place) {
        return place.packKey() + " at " + place.offset();
    }
}
