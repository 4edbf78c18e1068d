package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Frame;
import dev.stemma.blob.pack.PackFormat;
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
    private final Decoders decoders;

    FrameFetcher(ObjectStore objects, Decoders decoders) {
        this.objects = objects;
        this.decoders = decoders;
    }

    /**
     * Puts a chunk's bytes at the start of {@code target}, which must have room for them.
     *
     * @param window knows the chunk
     * @throws BlobCorrupt if no place gives sound bytes; it tells of the last one tried
     */
    void fetch(Chunk chunk, ChunkWindow window, byte[] target, Check check) {
        try {
            fetch(chunk, window.places(chunk), window, target, check);
        } catch (BlobCorrupt e) {
            if (!gone(e)) {
                throw e;
            }
            fetch(chunk, window.again(chunk), window, target, check);
        }
    }

    /** Whether an object was missing: then its chunks may lie elsewhere since the index was asked. */
    private static boolean gone(Throwable damage) {
        for (Throwable cause = damage; cause != null; cause = cause.getCause()) {
            if (cause instanceof ObjectMissing) {
                return true;
            }
        }
        return false;
    }

    private void fetch(Chunk chunk, List<ChunkLocation> places, ChunkWindow window, byte[] target, Check check) {
        BlobException damaged = new BlobCorrupt(chunk.digest(), "no pack holds it", null);
        for (ChunkLocation place : places) {
            try {
                read(chunk, place, window, target, check);
                return;
            } catch (BlobCorrupt | ObjectMissing | PackInvalid | IndexOutOfBoundsException e) {
                damaged = new BlobCorrupt(chunk.digest(), where(place) + ": " + reason(e), e);
            }
        }
        throw damaged;
    }

    /**
     * Decodes what lies in one place.
     *
     * @throws BlobCorrupt if it is not the chunk that it is said to be
     */
    void verify(ChunkLocation place, ChunkWindow window) {
        fetch(place, window, new byte[place.chunk().sizeBytes()]);
    }

    /** Fetches a chunk from this place alone and holds it against its digest; bases may come from anywhere. */
    void fetch(ChunkLocation place, ChunkWindow window, byte[] target) {
        read(place.chunk(), place, window, target, Check.DIGEST);
    }

    private void read(Chunk chunk, ChunkLocation place, ChunkWindow window, byte[] target, Check check) {
        if (place.codec() == PackFormat.CODEC_RAW) {
            raw(place, target);
            if (check == Check.DIGEST) {
                checkDigest(chunk, target);
            }
        } else {
            decode(chunk, place, window, target, check);
        }
    }

    private void decode(Chunk chunk, ChunkLocation place, ChunkWindow window, byte[] target, Check check) {
        try (Decoders.Turn turn = decoders.take()) {
            FrameDecoding decoding = new FrameDecoding(this, window, turn.decoder());
            try {
                decoding.decode(place, target, Check.NONE);
                if (check == Check.DIGEST) {
                    checkDigest(chunk, target);
                }
            } catch (BlobCorrupt e) {
                // Perhaps a base is damaged: taking a good look at each names it, or finds a sound copy of it.
                decoding.decode(place, target, Check.DIGEST);
                checkDigest(chunk, target);
            }
        }
    }

    /** A raw chunk's bytes. */
    void raw(ChunkLocation place, byte[] target) {
        int sizeBytes = place.chunk().sizeBytes();
        int count = tryTwice(place, () -> {
            long start = place.offset() + Frame.headerBytes(0);
            try (InputStream in = objects.open(place.packKey(), start, sizeBytes)) {
                return in.readNBytes(target, 0, sizeBytes);
            }
        });
        if (count < sizeBytes) {
            throw new BlobCorrupt(place.chunk().digest(), "only " + count + " bytes are left of it", null);
        }
    }

    /** An encoded chunk's frame, found to be what the index says and unharmed. */
    byte[] encoded(ChunkLocation place) {
        if (place.encodedBytes() < 0 || place.encodedBytes() > PackFormat.MAX_ENCODED_BYTES) {
            throw new BlobCorrupt(
                    place.chunk().digest(), "no frame has " + place.encodedBytes() + " encoded bytes", null);
        }
        byte[] encoded = new byte[place.encodedBytes()];
        Frame frame = tryTwice(place, () -> {
            long length = (long) Frame.headerBytes(place.bases().size()) + encoded.length;
            try (InputStream in = objects.open(place.packKey(), place.offset(), length)) {
                return Frame.readFrom(in, place.bases().size(), encoded);
            }
        });
        boolean same = frame.chunk().equals(place.chunk())
                && frame.codec() == place.codec()
                && frame.bases().equals(place.bases())
                && frame.depth() == place.depth();
        if (!same) {
            throw new BlobCorrupt(place.chunk().digest(), "another frame lies in its place", null);
        }
        return encoded;
    }

    static void checkDigest(Chunk chunk, byte[] bytes) {
        Digest actual = Digest.of(bytes, 0, chunk.sizeBytes());
        if (!actual.equals(chunk.digest())) {
            throw new BlobCorrupt(chunk.digest(), "its bytes have digest " + actual, null);
        }
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    /** A connection that breaks while a chunk is read is common enough on long reads to try once more at once. */
    private static <T> T tryTwice(ChunkLocation place, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (IOException first) {
            try {
                return attempt.run();
            } catch (IOException e) {
                e.addSuppressed(first);
                throw new StoreUnavailable("Cannot read " + where(place) + ": " + e.getMessage(), true, e);
            }
        }
    }

    private static String reason(RuntimeException e) {
        return e instanceof BlobCorrupt corrupt ? corrupt.where() : String.valueOf(e.getMessage());
    }

    static String where(ChunkLocation place) {
        return place.packKey() + " at " + place.offset();
    }
}
