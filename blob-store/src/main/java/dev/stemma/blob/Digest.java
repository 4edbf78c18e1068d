package dev.stemma.blob;

import java.util.HexFormat;

/**
 * The name of a sequence of bytes: its SHA-256. Two digests are equal exactly when the bytes are (as far as SHA-256 can
 * tell), so a digest serves as identity for files, chunks, packs and documents alike.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {

    /** Length of a digest in bytes. */
    public static final int BYTES = 32;

    private static final String PREFIX = "sha256:";
    private static final HexFormat HEX = HexFormat.of();

    /** Accepts 64 lower-case hexadecimal digits and nothing else. */
    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException(
                    "A SHA-256 digest is 64 lower-case hexadecimal digits, not \"" + shown(hex) + "\"");
        }
    }

    /**
     * Reads the written form {@code sha256:<64 hex>}.
     *
     * @throws IllegalArgumentException for any other text, upper case and other algorithms included
     */
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A digest starts with \"sha256:\", not \"" + shown(text) + "\"");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** The digest written as 64 lower-case hexadecimal digits without a prefix. */
    public static Digest ofHex(String hex) {
        return new Digest(hex);
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The digest of {@code length} bytes from {@code offset}. */
    public static Digest of(byte[] bytes, int offset, int length) {
        return new Hasher().update(bytes, offset, length).digest();
    }

    /** The digest whose 32 bytes are given, as they stand in packs and recipes. */
    public static Digest fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        return new Digest(HEX.formatHex(bytes));
    }

    /** The 32 bytes; a fresh array on each call. */
    public byte[] bytes() {
        return HEX.parseHex(hex);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    /** The written form {@code sha256:<hex>}, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return PREFIX + hex;
    }

    private static boolean isHex(String text) {
        if (text.length() != 2 * BYTES) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
