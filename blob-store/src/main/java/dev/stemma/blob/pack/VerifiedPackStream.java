package dev.stemma.blob.pack;

import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes a pack's bytes through and verifies them on the way, so that a store can write a pack while it is checked:
 * {@code read} throws a {@code BlobException} as soon as something is wrong, and gives the end of the stream only after
 * every frame, the footer, the length and the pack's digest were found right.
 */
public final class VerifiedPackStream extends InputStream {

    private final InputStream in;
    private final Digest expected;
    private final long sizeBytes;
    private final PackVerifier verifier;
    private long seenBytes;
    private @Nullable Footer footer;

    /**
     * Wraps a pack; closing this does not close it.
     *
     * @param expected the pack's digest
     * @param sizeBytes its exact length
     * @throws PackInvalid if that is longer than a pack may be
     */
    public VerifiedPackStream(InputStream in, Digest expected, long sizeBytes) {
        this(in, expected, sizeBytes, new PackVerifier(PackVerifier.Frames.RAW_ONLY));
    }

    /** Wraps a pack of whatever frames: raw ones are held against their digests, encoded ones against their checksums alone. */
    public static VerifiedPackStream ofStored(InputStream in, Digest expected, long sizeBytes) {
        return new VerifiedPackStream(in, expected, sizeBytes, new PackVerifier(PackVerifier.Frames.ANY));
    }

    private VerifiedPackStream(InputStream in, Digest expected, long sizeBytes, PackVerifier verifier) {
        if (sizeBytes > PackFormat.MAX_PACK_BYTES) {
            throw new PackInvalid(sizeBytes + " bytes are more than a pack may have, " + PackFormat.MAX_PACK_BYTES);
        }
        this.in = in;
        this.verifier = verifier;
        this.expected = expected;
        this.sizeBytes = sizeBytes;
    }

    /**
     * The footer of the pack.
     *
     * @throws IllegalStateException unless the stream was read to its end, and so verified
     */
    public Footer footer() {
        if (footer == null) {
            throw new IllegalStateException("The pack was not read to its end");
        }
        return footer;
    }

    /** How many bytes were read. */
    public long seenBytes() {
        return seenBytes;
    }

    /** How many bytes the frames take that came whole so far, the pack's header before them included. */
    public long wholeBytes() {
        return verifier.wholeBytes();
    }

    /** The footer of a pack of the frames that came whole so far. */
    public Footer soFar() {
        return verifier.soFar();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count < 0) {
            finish();
            return count;
        }
        seenBytes += count;
        if (seenBytes > sizeBytes) {
            throw new SizeMismatch(sizeBytes, seenBytes);
        }
        verifier.update(target, offset, count);
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void finish() {
        if (seenBytes < sizeBytes) {
            throw new SizeMismatch(sizeBytes, seenBytes);
        }
        Footer found = verifier.finish();
        Digest actual = found.digest();
        if (!actual.equals(expected)) {
            throw new DigestMismatch(expected, actual);
        }
        footer = found;
    }
}
